import type { Knex } from 'knex';
import type { ReachabilityRow } from './rows';
import type { ReachabilityTable } from './tables';

/** Pings with the same outcome closer together than this, in milliseconds, are not written. */
const RESOLUTION_MS = 30_000;

/**
 * Stores what the probe says of a cluster. Versions and numbers of nodes stay known while the cluster is away.
 *
 * @returns whether that is news: another outcome, version or number of nodes
 * @internal
 */
export async function recordReachability(options: {
  database: Knex;
  network: string;
  cluster: string;
  row: ReachabilityRow;
}): Promise<boolean> {
  const { database, network, cluster, row } = options;
  const stored = await database<ReachabilityTable>('van_reachability')
    .where({ network, cluster })
    .first();
  const wanted = merge({ network, cluster, row, stored });
  const isNews = !stored || !isSameFinding(stored, wanted);
  if (!isNews && !isWorthWriting(stored, row)) {
    return false;
  }
  await database<ReachabilityTable>('van_reachability')
    .insert(wanted)
    .onConflict(['network', 'cluster'])
    .merge();
  return isNews;
}

function merge(options: {
  network: string;
  cluster: string;
  row: ReachabilityRow;
  stored: ReachabilityTable | undefined;
}): ReachabilityTable {
  const { network, cluster, row, stored } = options;
  const answeredAt =
    row.answeredAt ?? (row.outcome === 'answered' ? row.at : undefined);
  return {
    network,
    cluster,
    outcome: row.outcome,
    detail: row.detail ?? null,
    probed_at: row.at.toISOString(),
    answered_at: answeredAt?.toISOString() ?? stored?.answered_at ?? null,
    latency_ms: row.latencyMs ?? null,
    kubernetes_version:
      row.kubernetesVersion ?? stored?.kubernetes_version ?? null,
    node_count: row.nodeCount ?? stored?.node_count ?? null,
    ready_node_count: row.readyNodeCount ?? stored?.ready_node_count ?? null,
  };
}

function isSameFinding(a: ReachabilityTable, b: ReachabilityTable): boolean {
  return (
    a.outcome === b.outcome &&
    a.kubernetes_version === b.kubernetes_version &&
    a.node_count === b.node_count &&
    a.ready_node_count === b.ready_node_count
  );
}

function isWorthWriting(
  stored: ReachabilityTable,
  row: ReachabilityRow,
): boolean {
  const age = row.at.getTime() - Date.parse(stored.probed_at);
  return (
    age >= RESOLUTION_MS ||
    (stored.latency_ms === null && row.latencyMs !== undefined)
  );
}
