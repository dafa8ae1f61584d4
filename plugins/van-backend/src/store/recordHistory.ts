import type { Knex } from 'knex';
import type { ClusterRecord } from '../project/projectCluster';
import type { ReachabilityHistoryTable } from './tables';

/**
 * Closes the history of each cluster's state that is over, and opens that of each new one.
 *
 * @internal
 */
export async function recordHistory(options: {
  transaction: Knex.Transaction;
  network: string;
  clusters: ClusterRecord[];
  now: Date;
}): Promise<void> {
  const { transaction, network, clusters, now } = options;
  const open: ReachabilityHistoryTable[] =
    await transaction<ReachabilityHistoryTable>('van_reachability_history')
      .where({ network })
      .whereNull('resolved_at');
  const states = new Map(clusters.map(({ name, view }) => [name, view.state]));
  for (const { id, cluster, state } of open) {
    if (states.get(cluster) !== state) {
      await transaction<ReachabilityHistoryTable>('van_reachability_history')
        .where({ id })
        .update({ resolved_at: now.toISOString() });
    }
  }
  const openStates = new Map(
    open.map(({ cluster, state }) => [cluster, state]),
  );
  for (const { name, view, diagnosis } of clusters) {
    if (openStates.get(name) !== view.state) {
      await transaction('van_reachability_history').insert({
        network,
        cluster: name,
        state: view.state,
        diagnosis,
        first_seen: view.since,
        resolved_at: null,
      });
    }
  }
}
