import type {
  Topology,
  TopologyNode,
} from '@vanstage/backstage-plugin-van-common';
import type { Knex } from 'knex';
import type { LinkTable } from '../store/tables';
import { toLink } from '../store/toLink';
import { readClusters } from './clusters';

/**
 * The clusters of a network and the links between them.
 *
 * @internal
 */
export async function readTopology(
  database: Knex,
  network: string,
): Promise<Omit<Topology, 'freshness'>> {
  const clusters = await readClusters(database, network);
  const links: LinkTable[] = await database<LinkTable>('van_links')
    .where({ network })
    .orderBy(['from_cluster', 'to_cluster']);
  return {
    nodes: clusters.map(
      (cluster): TopologyNode => ({
        cluster: cluster.name,
        role: cluster.role,
        declared: cluster.declared,
        state: cluster.state,
        since: cluster.since,
        tags: cluster.tags,
        provider: cluster.provider,
        region: cluster.region,
        context: cluster.context,
        latencyMs: cluster.latencyMs,
        applicationCount: cluster.applicationCount,
        attentionCount: cluster.attentionCount,
      }),
    ),
    links: links.map(toLink),
  };
}
