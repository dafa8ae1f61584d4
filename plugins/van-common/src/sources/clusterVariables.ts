import type { Cluster, Network } from '../fleet/types';

/**
 * What a source may refer to as `${name}` on a cluster: the cluster's own variables, and `cluster`, `network`, `context`,
 * `provider` and `region` where the cluster has them. A variable of its own wins.
 *
 * @internal
 */
export function clusterVariables(
  network: Pick<Network, 'name'>,
  cluster: Cluster,
): Map<string, string> {
  const { name, context, provider, region, variables } = cluster;
  const known = { cluster: name, network: network.name };
  return new Map(
    Object.entries({
      ...known,
      context,
      provider,
      region,
      ...variables,
    }).flatMap(([key, value]): [string, string][] =>
      value === undefined ? [] : [[key, value]],
    ),
  );
}
