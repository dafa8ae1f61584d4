import type {
  ClusterState,
  FleetProblem,
  Fleet,
  NetworkSummary,
} from '@vanstage/backstage-plugin-van-common';
import type { Knex } from 'knex';
import { isSeen } from '../project/states';
import type { ClusterTable, NetworkTable } from '../store/tables';

/**
 * A network in numbers.
 *
 * @internal
 */
export async function readNetwork(
  database: Knex,
  network: string,
): Promise<Omit<NetworkSummary, 'freshness' | 'fleetUrl'>> {
  const stored = await database<NetworkTable>('van_networks')
    .where({ network })
    .first();
  const fleet: Fleet | undefined = stored?.fleet
    ? JSON.parse(stored.fleet)
    : undefined;
  const problems: FleetProblem[] = JSON.parse(stored?.problems ?? '[]');
  const clusters: { role: string; state: ClusterState }[] =
    await database<ClusterTable>('van_clusters')
      .where({ network })
      .select('role', 'state');
  const edges = clusters.filter(({ role }) => role === 'edge');
  return {
    name: network,
    title: fleet?.network.title,
    description: fleet?.network.description,
    owner: fleet?.network.owner,
    hubState: clusters.find(({ role }) => role === 'hub')?.state ?? 'unknown',
    edgeCount: edges.length,
    reachableEdgeCount: edges.filter(({ state }) => isSeen(state)).length,
    clusterCount: clusters.length,
    applicationCount: await count(
      database('van_applications').where({ network }).count({ total: '*' }),
    ),
    attentionCount: await count(
      database('van_placements')
        .where({ network, attention: 1 })
        .countDistinct({ total: 'application' }),
    ),
    ruleCount: await count(
      database('van_rules').where({ network }).count({ total: '*' }),
    ),
    fleetCommit: stored?.fleet_commit ?? undefined,
    problems,
    rendering: stored?.rendering ? JSON.parse(stored.rendering) : undefined,
  };
}

async function count(query: Knex.QueryBuilder): Promise<number> {
  const rows: { total: number | string }[] = await query;
  return Number(rows[0].total);
}
