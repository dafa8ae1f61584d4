import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  makeValidator,
  type ResourceEntity,
} from '@backstage/catalog-model';
import {
  ANNOTATION_VAN_CLUSTER,
  ANNOTATION_VAN_NETWORK,
  type ClusterView,
  type NetworkSummary,
} from '@vanstage/backstage-plugin-van-common';
import { clusterEntityName } from './entityName';

const UNKNOWN_OWNER = 'unknown';

/** The catalog's own check: it refuses an entity with a tag that fails. */
const { isValidTag } = makeValidator();

/**
 * A network as an entity.
 *
 * @internal
 */
export function toNetworkEntity(network: NetworkSummary): ResourceEntity {
  return {
    apiVersion: 'backstage.io/v1beta1',
    kind: 'Resource',
    metadata: {
      name: network.name,
      title: network.title,
      description: network.description,
      annotations: {
        ...locations(network, undefined),
        [ANNOTATION_VAN_NETWORK]: network.name,
      },
    },
    spec: {
      type: 'virtual-application-network',
      owner: network.owner ?? UNKNOWN_OWNER,
    },
  };
}

/**
 * A cluster as an entity that depends on its network.
 *
 * @internal
 */
export function toClusterEntity(
  network: NetworkSummary,
  cluster: ClusterView,
): ResourceEntity {
  return {
    apiVersion: 'backstage.io/v1beta1',
    kind: 'Resource',
    metadata: {
      name: clusterEntityName(network.name, cluster.name),
      title: cluster.name,
      description: cluster.description,
      tags: [...cluster.tags, ...cluster.derivedTags].filter(isValidTag),
      annotations: {
        ...locations(network, cluster.sourceUrl),
        [ANNOTATION_VAN_NETWORK]: network.name,
        [ANNOTATION_VAN_CLUSTER]: cluster.name,
      },
    },
    spec: {
      type: 'kubernetes-cluster',
      owner: network.owner ?? UNKNOWN_OWNER,
      dependsOn: [`resource:default/${network.name}`],
    },
  };
}

function locations(
  network: NetworkSummary,
  sourceUrl: string | undefined,
): Record<string, string> {
  const url = sourceUrl ?? network.fleetUrl;
  const location = url ? `url:${url}` : `van:${network.name}`;
  return {
    [ANNOTATION_LOCATION]: location,
    [ANNOTATION_ORIGIN_LOCATION]: location,
    ...(url ? { [ANNOTATION_SOURCE_LOCATION]: location } : {}),
  };
}
