import {
  applyChange,
  clusterTags,
  type ClusterView,
  type FleetChange,
  type Plan,
  type PlanResponse,
} from '@vanstage/backstage-plugin-van-common';
import type { FleetRepository } from '@vanstage/backstage-plugin-van-node';

/**
 * What a change would do to the newest commit of the fleet repository, with the state of every cluster that it touches.
 *
 * @throws InputError that names everything that is wrong with the change
 * @internal
 */
export async function planChange(options: {
  fleet: Pick<FleetRepository, 'head' | 'snapshot'>;
  network: string;
  change: FleetChange;
  /** As they are now. */
  clusters: ClusterView[];
}): Promise<PlanResponse> {
  const { fleet, network, change } = options;
  const { commit, files } = await fleet.snapshot(await fleet.head());
  const { plan, after } = applyChange(files, network, change);
  const touched = touchedClusters(plan);
  const states = new Map(
    options.clusters.map(({ name, state }) => [name, state]),
  );
  return {
    plan,
    base: commit,
    clusters: after.clusters
      .filter(({ name }) => touched.has(name))
      .map(cluster => ({
        name: cluster.name,
        role: cluster.role,
        tags: clusterTags(cluster),
        state: states.get(cluster.name) ?? 'unknown',
      })),
  };
}

function touchedClusters(plan: Plan): Set<string> {
  return new Set(
    [...plan.added, ...plan.removed, ...plan.changed].map(
      ({ cluster }) => cluster,
    ),
  );
}
