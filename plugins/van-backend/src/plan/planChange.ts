import {
  applicationName,
  applyChange,
  clusterTags,
  type FleetChange,
  type Plan,
  type PlanResponse,
  planWithFacts,
} from '@vanstage/backstage-plugin-van-common';
import type { FleetRepository } from '@vanstage/backstage-plugin-van-node';
import { isSeen } from '../project/states';
import type { DatabaseViews } from '../views/DatabaseViews';

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
  /** The network as it is now. */
  views: Pick<DatabaseViews, 'allClusters' | 'undeclaredAmong'>;
}): Promise<PlanResponse> {
  const { fleet, network, change, views } = options;
  const { commit, files } = await fleet.snapshot(await fleet.head());
  const { plan, after } = applyChange(files, network, change);
  const touched = touchedClusters(plan);
  const clusters = await views.allClusters(network);
  const states = new Map(clusters.map(({ name, state }) => [name, state]));
  return {
    plan: planWithFacts(plan, {
      unreachable: new Set(
        clusters.filter(({ state }) => !isSeen(state)).map(({ name }) => name),
      ),
      unmanaged: await views.undeclaredAmong(
        network,
        plan.added.map(({ application, cluster }) =>
          applicationName(application, cluster),
        ),
      ),
    }),
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
