import type {
  ClusterState,
  ClusterView,
} from '@vanstage/backstage-plugin-van-common';
import type { Knex } from 'knex';
import type { ClusterRecord } from '../project/projectCluster';
import { isSeen } from '../project/states';
import {
  filterRows,
  type ListOptions,
  type ListPage,
  readPage,
} from './ListPage';

/** @internal */
export interface ClusterListOptions extends ListOptions {
  states?: ClusterState[];
}

interface ClusterListRow {
  view: string;
  latency_ms: number | null;
  answered_at: string | null;
  application_count: number | string | null;
  attention_count: number | string | null;
}

const SELECT = [
  'cluster.view',
  'reachability.latency_ms',
  'reachability.answered_at',
  'placement.application_count',
  'placement.attention_count',
];

const COLUMNS = {
  name: 'cluster.name',
  state: 'cluster.state_rank',
  since: 'cluster.since',
  context: 'cluster.context',
  provider: 'cluster.provider',
  region: 'cluster.region',
  latencyMs: 'reachability.latency_ms',
  applicationCount: 'placement.application_count',
  attentionCount: 'placement.attention_count',
};

/**
 * One page of a network's clusters.
 *
 * @internal
 */
export async function listClusters(
  database: Knex,
  options: { network: string; list: ClusterListOptions },
): Promise<ListPage<ClusterView>> {
  const { network, list } = options;
  const query = filterRows({
    query: clusterQuery(database, network),
    alias: 'cluster',
    kind: 'cluster',
    list,
  });
  const { items, totalItems } = await readPage<ClusterListRow>({
    query: list.states?.length
      ? query.whereIn('cluster.state', list.states)
      : query,
    select: SELECT,
    columns: COLUMNS,
    list,
  });
  return { items: items.map(toClusterView), totalItems };
}

/** @internal */
export async function findCluster(
  database: Knex,
  options: { network: string; cluster: string },
): Promise<ClusterView | undefined> {
  const row: ClusterListRow | undefined = await clusterQuery(
    database,
    options.network,
  )
    .where('cluster.name', options.cluster)
    .select(SELECT)
    .first();
  return row && toClusterView(row);
}

/**
 * All clusters of a network, by name.
 *
 * @internal
 */
export async function readClusters(
  database: Knex,
  network: string,
): Promise<ClusterView[]> {
  const rows: ClusterListRow[] = await clusterQuery(database, network)
    .orderBy('cluster.name')
    .select(SELECT);
  return rows.map(toClusterView);
}

function clusterQuery(database: Knex, network: string): Knex.QueryBuilder {
  const placements = database('van_placements')
    .where({ network })
    .groupBy('cluster')
    .select('cluster')
    .count({ application_count: '*' })
    .sum({ attention_count: 'attention' })
    .as('placement');
  return database
    .from({ cluster: 'van_clusters' })
    .leftJoin(placements, 'placement.cluster', 'cluster.name')
    .leftJoin({ reachability: 'van_reachability' }, join =>
      join
        .on('reachability.network', 'cluster.network')
        .andOn('reachability.cluster', 'cluster.probe'),
    )
    .where('cluster.network', network);
}

function toClusterView(row: ClusterListRow): ClusterView {
  const view: ClusterRecord['view'] = JSON.parse(row.view);
  return {
    ...view,
    lastSeen: row.answered_at ?? undefined,
    // The round trip of a cluster that is away says nothing.
    latencyMs: isSeen(view.state) ? row.latency_ms ?? undefined : undefined,
    applicationCount: Number(row.application_count ?? 0),
    attentionCount: Number(row.attention_count ?? 0),
  };
}
