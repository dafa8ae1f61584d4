import {
  needsAttention,
  type RuleView,
  type TopologyLink,
} from '@vanstage/backstage-plugin-van-common';
import type { Knex } from 'knex';
import type { ClusterRecord } from '../project/projectCluster';
import type { ApplicationRecord } from '../project/projectFleet';
import type {
  PlacementSelection,
  Projection,
} from '../project/ProjectionStore';
import type { PlacementRecord } from '../project/projectPlacement';
import { clusterStateRank, placementStateRank } from '../project/states';
import { canonicalJson } from './contentHash';
import { recordContact } from './recordContact';
import { recordHistory } from './recordHistory';
import { searchText } from './searchText';
import { syncRows } from './syncRows';
import type {
  ApplicationTable,
  ClusterTable,
  LinkTable,
  PlacementTable,
  RuleTable,
  TagTable,
} from './tables';

interface WriteOptions {
  transaction: Knex.Transaction;
  network: string;
}

/**
 * Stores a projection; rows that are as they were are not written.
 *
 * @returns whether anything was written
 * @internal
 */
export async function writeProjection(
  options: WriteOptions & { projection: Projection; now: Date },
): Promise<boolean> {
  const { projection, now, ...target } = options;
  const { clusters, links, rules, placements, applications } = projection;
  let written = await writeRendered(target, { projection, now });
  if (clusters) {
    await recordHistory({ ...target, clusters, now });
    written += await writeClusters(target, clusters);
  }
  if (links) {
    written += await writeLinks(target, links);
  }
  if (rules) {
    written += await writeRules(target, rules);
  }
  if (placements) {
    written += await writePlacements(target, placements);
  }
  if (applications) {
    written += await writeApplications(target, applications);
  }
  return written > 0;
}

async function writeRendered(
  { transaction, network }: WriteOptions,
  { projection, now }: { projection: Projection; now: Date },
): Promise<number> {
  let written = 0;
  for (const source of ['rendered', 'renderedSync'] as const) {
    const problem = projection.rendered?.[source];
    const isNews =
      projection.rendered !== undefined &&
      (await recordContact({
        database: transaction,
        network,
        source,
        result: problem === undefined ? { at: now } : { at: now, problem },
      }));
    written += isNews ? 1 : 0;
  }
  return written;
}

async function writeClusters(
  { transaction, network }: WriteOptions,
  clusters: ClusterRecord[],
): Promise<number> {
  const rows = clusters.map(
    ({ name, probe, allTags, view }): ClusterTable => ({
      network,
      name,
      role: view.role,
      context: view.context ?? null,
      provider: view.provider ?? null,
      region: view.region ?? null,
      state: view.state,
      state_rank: clusterStateRank[view.state],
      since: view.since,
      probe: probe ?? null,
      search: searchText(name, allTags),
      view: canonicalJson(view),
    }),
  );
  const written = await syncRows({
    transaction,
    table: 'van_clusters',
    keys: ['network', 'name'],
    scope: query => query.where({ network }),
    rows,
  });
  const tagged = clusters.map(({ name, allTags }) => ({ name, tags: allTags }));
  return (
    written + (await writeTags({ transaction, network }, 'cluster', tagged))
  );
}

async function writeLinks(
  { transaction, network }: WriteOptions,
  links: TopologyLink[],
): Promise<number> {
  const rows = links.map(
    ({ from, to, status, cost, since }): LinkTable => ({
      network,
      from_cluster: from,
      to_cluster: to,
      status,
      cost: cost ?? null,
      since: since ?? '',
    }),
  );
  return syncRows({
    transaction,
    table: 'van_links',
    keys: ['network', 'from_cluster', 'to_cluster'],
    scope: query => query.where({ network }),
    rows,
  });
}

async function writeRules(
  { transaction, network }: WriteOptions,
  rules: RuleView[],
): Promise<number> {
  const tagged = rules.map(({ name, applications, clusters }) => ({
    name,
    tags: [applications, clusters].flatMap(selector => [
      ...selector.anyOf,
      ...selector.allOf,
      ...selector.noneOf,
    ]),
  }));
  const rows = rules.map(
    (rule, index): RuleTable => ({
      network,
      name: rule.name,
      placement_count: rule.placementCount,
      search: searchText(rule.name, tagged[index].tags),
      view: canonicalJson(rule),
    }),
  );
  const written = await syncRows({
    transaction,
    table: 'van_rules',
    keys: ['network', 'name'],
    scope: query => query.where({ network }),
    rows,
  });
  return written + (await writeTags({ transaction, network }, 'rule', tagged));
}

async function writePlacements(
  { transaction, network }: WriteOptions,
  placements: { selection: PlacementSelection; records: PlacementRecord[] },
): Promise<number> {
  const { selection, records } = placements;
  const rows = records.map(
    (record): PlacementTable => ({
      network,
      application: record.application,
      cluster: record.cluster,
      argo_key: record.argoKey ?? null,
      state: record.state,
      state_rank: placementStateRank[record.state],
      attention: needsAttention(record.state) ? 1 : 0,
      since: record.since,
      seen_health: record.seenHealth ?? null,
      view: canonicalJson(record.view),
    }),
  );
  return syncRows({
    transaction,
    table: 'van_placements',
    keys: ['network', 'application', 'cluster'],
    scope: query => selectPlacements({ query, network, selection }),
    rows,
  });
}

/**
 * Narrows a query of placements.
 *
 * @internal
 */
export function selectPlacements(options: {
  query: Knex.QueryBuilder;
  network: string;
  selection: PlacementSelection;
}): Knex.QueryBuilder {
  const { query, network, selection } = options;
  const narrowed = query.where({ network });
  if (selection === 'all') {
    return narrowed;
  }
  if ('argoKeys' in selection) {
    return narrowed.whereIn('argo_key', selection.argoKeys);
  }
  if ('clusters' in selection) {
    return narrowed.whereIn('cluster', selection.clusters);
  }
  return narrowed.whereIn(
    ['application', 'cluster'],
    selection.pairs.map(({ application, cluster }) => [application, cluster]),
  );
}

async function writeApplications(
  { transaction, network }: WriteOptions,
  applications: { names: 'all' | string[]; records: ApplicationRecord[] },
): Promise<number> {
  const { names, records } = applications;
  const placed: Pick<PlacementTable, 'application'>[] =
    await transaction<PlacementTable>('van_placements')
      .where({ network })
      .distinct('application');
  const placedNames = new Set(placed.map(({ application }) => application));
  const kept = records.filter(
    ({ declared, name }) => declared || placedNames.has(name),
  );
  const rows = kept.map(
    (record): ApplicationTable => ({
      network,
      name: record.name,
      owner: record.owner ?? null,
      search: searchText(record.name, record.tags),
      view: canonicalJson(record),
    }),
  );
  const written = await syncRows({
    transaction,
    table: 'van_applications',
    keys: ['network', 'name'],
    scope: query =>
      names === 'all'
        ? query.where({ network })
        : query.where({ network }).whereIn('name', names),
    rows,
  });
  // An undeclared application has no tags, so a part of the applications never changes any.
  if (names !== 'all') {
    return written;
  }
  return (
    written + (await writeTags({ transaction, network }, 'application', kept))
  );
}

async function writeTags(
  { transaction, network }: WriteOptions,
  kind: string,
  tagged: { name: string; tags: string[] }[],
): Promise<number> {
  const rows = tagged.flatMap(({ name, tags }) =>
    [...new Set(tags)].map((tag): TagTable => ({ network, kind, name, tag })),
  );
  return syncRows({
    transaction,
    table: 'van_tags',
    keys: ['network', 'kind', 'name', 'tag'],
    scope: query => query.where({ network, kind }),
    rows,
  });
}
