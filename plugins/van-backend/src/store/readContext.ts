import type { ClusterView, Fleet } from '@vanstage/backstage-plugin-van-common';
import type { Knex } from 'knex';
import type { ContextRows } from '../project/NetworkContext';
import type { HubKind, HubRowOf } from './rows';
import type {
  ClusterTable,
  HubRowTable,
  LinkTable,
  NetworkTable,
  ReachabilityTable,
  SourceTable,
} from './tables';
import { toLink } from './toLink';

/**
 * Reads everything of a network but its Applications and placements.
 *
 * @internal
 */
export async function readContext(
  database: Knex,
  network: string,
): Promise<ContextRows> {
  const declared = await database<NetworkTable>('van_networks')
    .where({ network })
    .first();
  const fleet: Fleet | undefined = declared?.fleet
    ? JSON.parse(declared.fleet)
    : undefined;
  const networkStatus = await readKind(database, {
    network,
    kind: 'networkStatus',
  });
  const hub = await database<SourceTable>('van_sources')
    .where({ network, source: 'hub' })
    .whereNotNull('read_at')
    .first('network');
  const clusters: Pick<ClusterTable, 'view'>[] = await database<ClusterTable>(
    'van_clusters',
  )
    .where({ network })
    .select('view');
  const links: LinkTable[] = await database<LinkTable>('van_links').where({
    network,
  });
  const reachability: ReachabilityTable[] = await database<ReachabilityTable>(
    'van_reachability',
  ).where({ network });
  return {
    network,
    fleet,
    fleetCommit: declared?.fleet_commit ?? undefined,
    secrets: await readKind(database, { network, kind: 'clusterSecret' }),
    listeners: await readKind(database, { network, kind: 'listener' }),
    sites: await readKind(database, { network, kind: 'site' }),
    networkStatus: networkStatus.at(0),
    hubRead: hub !== undefined,
    reachability: reachability.map(row => ({
      cluster: row.cluster,
      outcome: row.outcome,
      answeredAt: row.answered_at ?? undefined,
      kubernetesVersion: row.kubernetes_version ?? undefined,
      nodeCount: row.node_count ?? undefined,
      readyNodeCount: row.ready_node_count ?? undefined,
    })),
    clusters: clusters.map(row => {
      const view: ClusterView & { since: string } = JSON.parse(row.view);
      return { name: view.name, state: view.state, since: view.since };
    }),
    links: links.map(toLink),
  };
}

async function readKind<K extends HubKind>(
  database: Knex,
  options: { network: string; kind: K },
): Promise<HubRowOf<K>[]> {
  const rows: Pick<HubRowTable, 'row'>[] = await database<HubRowTable>(
    'van_hub_rows',
  )
    .where(options)
    .orderBy('key')
    .select('row');
  return rows.map((row): HubRowOf<K> => JSON.parse(row.row));
}
