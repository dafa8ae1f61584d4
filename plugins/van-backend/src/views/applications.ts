import {
  type ApplicationView,
  type PlacementState,
  type PlacementView,
  worstPlacementState,
} from '@vanstage/backstage-plugin-van-common';
import type { Knex } from 'knex';
import type { ApplicationRecord } from '../project/projectFleet';
import {
  filterRows,
  type ListOptions,
  type ListPage,
  readPage,
} from './ListPage';

/** @internal */
export interface ApplicationListOptions extends ListOptions {
  states?: PlacementState[];
  /** Only applications with a placement on this cluster; with `states`, one in such a state. */
  cluster?: string;
}

interface ApplicationListRow {
  view: string;
}

const COLUMNS = {
  name: 'application.name',
  state: 'placement.worst_rank',
  owner: 'application.owner',
  placementCount: 'placement.placement_count',
};

/**
 * One page of a network's applications, each with all of its placements.
 *
 * @internal
 */
export async function listApplications(
  database: Knex,
  options: { network: string; list: ApplicationListOptions },
): Promise<ListPage<ApplicationView>> {
  const { network, list } = options;
  const { items, totalItems } = await readPage<ApplicationListRow>({
    query: filterByPlacement(
      filterRows({
        query: applicationQuery(database, network),
        alias: 'application',
        kind: 'application',
        list,
      }),
      list,
    ),
    select: ['application.view'],
    columns: COLUMNS,
    list,
  });
  return {
    items: await addPlacements(database, { network, rows: items }),
    totalItems,
  };
}

/** @internal */
export async function findApplication(
  database: Knex,
  options: { network: string; application: string },
): Promise<ApplicationView | undefined> {
  const { network, application } = options;
  const rows: ApplicationListRow[] = await database('van_applications')
    .where({ network, name: application })
    .select('view');
  const [view] = await addPlacements(database, { network, rows });
  return view;
}

/** More names would be too many for one statement of SQLite. */
const NAMES_AT_ONCE = 500;

/** @internal */
export async function undeclaredAmong(
  database: Knex,
  options: { network: string; names: string[] },
): Promise<Set<string>> {
  const { network, names } = options;
  const found = new Set<string>();
  for (let start = 0; start < names.length; start += NAMES_AT_ONCE) {
    const rows: ApplicationListRow[] = await database('van_applications')
      .where({ network })
      .whereIn('name', names.slice(start, start + NAMES_AT_ONCE))
      .select('view');
    for (const { view } of rows) {
      const { name, declared }: ApplicationRecord = JSON.parse(view);
      if (!declared) {
        found.add(name);
      }
    }
  }
  return found;
}

function applicationQuery(database: Knex, network: string): Knex.QueryBuilder {
  const placements = database('van_placements')
    .where({ network })
    .groupBy('application')
    .select('application')
    .count({ placement_count: '*' })
    .min({ worst_rank: 'state_rank' })
    .as('placement');
  return database
    .from({ application: 'van_applications' })
    .leftJoin(placements, 'placement.application', 'application.name')
    .where('application.network', network);
}

function filterByPlacement(
  query: Knex.QueryBuilder,
  list: ApplicationListOptions,
): Knex.QueryBuilder {
  const { states = [], cluster } = list;
  if (!states.length && cluster === undefined) {
    return query;
  }
  return query.whereExists(placements => {
    placements
      .from({ wanted: 'van_placements' })
      .whereRaw('?? = ??', ['wanted.network', 'application.network'])
      .whereRaw('?? = ??', ['wanted.application', 'application.name']);
    if (states.length) {
      placements.whereIn('wanted.state', states);
    }
    if (cluster !== undefined) {
      placements.where('wanted.cluster', cluster);
    }
  });
}

async function addPlacements(
  database: Knex,
  options: { network: string; rows: ApplicationListRow[] },
): Promise<ApplicationView[]> {
  const { network, rows } = options;
  const records = rows.map((row): ApplicationRecord => JSON.parse(row.view));
  const stored: { view: string }[] = await database('van_placements')
    .where({ network })
    .whereIn(
      'application',
      records.map(({ name }) => name),
    )
    .orderBy('cluster')
    .select('view');
  const placements = stored.map((row): PlacementView => JSON.parse(row.view));
  return records.map(record => {
    const own = placements.filter(
      ({ application }) => application === record.name,
    );
    return {
      ...record,
      state: worstPlacementState(own.map(({ state }) => state)),
      placements: own,
    };
  });
}
