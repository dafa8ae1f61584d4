import type { Placement } from '@vanstage/backstage-plugin-van-common';
import { projectLinks } from '../join/projectLinks';
import type { ApplicationRow } from '../store/rows';
import { changedClusters, createContext } from './createContext';
import {
  type ContextRows,
  type NetworkContext,
  type Pair,
  pairKey,
} from './NetworkContext';
import {
  candidateKeys,
  placeApplication,
  unmanagedKey,
} from './placeApplication';
import { projectCluster } from './projectCluster';
import {
  projectApplications,
  projectRules,
  projectUndeclaredApplication,
} from './projectFleet';
import type {
  PlacementSelection,
  Projection,
  ProjectionStore,
  StoredPlacement,
} from './ProjectionStore';
import { type PlacementRecord, projectPlacement } from './projectPlacement';
import {
  appliesRendered,
  renderedProblems,
  type RenderedProblems,
} from './renderedObjects';
import type { Scope } from './Scope';

/** More than this many Applications at once are cheaper to project all. */
const MAX_KEYS = 1_000;

/**
 * Computes what is served of a network from what is stored of it, as far as the scope goes.
 *
 * @internal
 */
export async function projectNetwork(options: {
  store: ProjectionStore;
  network: string;
  scope: Scope;
  placementsOf: (rows: ContextRows) => Placement[];
  fileUrl: (path: string) => string | undefined;
  fleetUrl?: string;
  now: Date;
}): Promise<Projection> {
  const { store, network, scope, placementsOf, fileUrl, fleetUrl, now } =
    options;
  const rows = await store.readContext(network);
  const declared = placementsOf(rows);
  const context = createContext(rows, {
    placements: declared,
    fleetUrl,
    now,
  });
  const clusters = projectClusters({ context, rows, scope, fileUrl, now });
  if (scope.everything || scope.applicationKeys.size > MAX_KEYS) {
    return {
      ...clusters,
      ...projectFleet({ context, declared, fileUrl }),
      ...(await projectAll({ store, context, declared, fileUrl, now })),
    };
  }
  return {
    ...clusters,
    ...(await projectSome({
      store,
      context,
      applicationKeys: [...scope.applicationKeys],
      clusters: scope.clusters ? changedClusters(context, rows.clusters) : [],
      now,
    })),
  };
}

function projectClusters(options: {
  context: NetworkContext;
  rows: ContextRows;
  scope: Scope;
  fileUrl: (path: string) => string | undefined;
  now: Date;
}): Pick<Projection, 'clusters' | 'links'> {
  const { context, rows, scope, fileUrl, now } = options;
  if (!scope.everything && !scope.clusters) {
    return {};
  }
  const clusters = [...context.clusters.values()];
  return {
    clusters: clusters.map(cluster => projectCluster(cluster, fileUrl)),
    links: projectLinks({
      clusters: clusters.map(({ identity }) => identity),
      networkStatus: rows.networkStatus,
      previous: rows.links,
      now,
    }),
  };
}

function projectFleet(options: {
  context: NetworkContext;
  declared: Placement[];
  fileUrl: (path: string) => string | undefined;
}): Pick<Projection, 'rules'> {
  const { context, fileUrl } = options;
  return {
    rules: context.fleet ? projectRules({ fleet: context.fleet, fileUrl }) : [],
  };
}

async function projectAll(options: {
  store: ProjectionStore;
  context: NetworkContext;
  declared: Placement[];
  fileUrl: (path: string) => string | undefined;
  now: Date;
}): Promise<Pick<Projection, 'placements' | 'applications' | 'rendered'>> {
  const { store, context, declared, fileUrl, now } = options;
  const { network, fleet } = context;
  const rows = await store.readApplicationRows(network);
  const records = projectPairs({
    context,
    pairs: declared,
    rows,
    stored: await store.readPlacements(network, 'all'),
    now,
  });
  const undeclared = undeclaredNames(
    context,
    records.map(record => record.application),
  );
  return {
    rendered: findRenderedProblems(context, rows) ?? {},
    placements: { selection: 'all', records },
    applications: {
      names: 'all',
      records: [
        ...(fleet
          ? projectApplications({ fleet, placements: declared, fileUrl })
          : []),
        ...projectUndeclared({ context, names: undeclared, rows }),
      ],
    },
  };
}

async function projectSome(options: {
  store: ProjectionStore;
  context: NetworkContext;
  applicationKeys: string[];
  clusters: string[];
  now: Date;
}): Promise<Pick<Projection, 'placements' | 'applications' | 'rendered'>> {
  const { store, context, applicationKeys, clusters, now } = options;
  const { network } = context;
  const changed = await store.readApplicationRows(network, applicationKeys);
  const rendered = findRenderedProblems(context, changed);
  const affected: Pair[] = [
    ...placedPairs(context, changed),
    ...(await store.readPlacements(network, { argoKeys: applicationKeys })),
    ...(await store.readPlacements(network, { clusters })),
  ];
  const pairs = [
    ...new Map(affected.map(pair => [pairKey(pair), toPair(pair)])).values(),
  ];
  if (!pairs.length) {
    return { rendered };
  }
  const selection: PlacementSelection = { pairs };
  const names = undeclaredNames(
    context,
    pairs.map(({ application }) => application),
  );
  const rows = await store.readApplicationRows(network, [
    ...new Set([
      ...pairs.flatMap(pair => candidateKeys(context, pair)),
      ...names.map(name => unmanagedKey(context, name)),
    ]),
  ]);
  const keys = new Set(pairs.map(pairKey));
  const records = projectPairs({
    context,
    pairs,
    rows,
    stored: await store.readPlacements(network, selection),
    now,
  }).filter(record => keys.has(pairKey(record)));
  return {
    rendered,
    placements: { selection, records },
    applications: {
      names,
      records: projectUndeclared({ context, names, rows }),
    },
  };
}

/** Undefined when the Application that applies the rendered objects is not among the rows. */
function findRenderedProblems(
  context: NetworkContext,
  rows: ApplicationRow[],
): RenderedProblems | undefined {
  const row = rows.find(candidate => appliesRendered(context, candidate));
  return row && renderedProblems(row);
}

function toPair({ application, cluster }: Pair): Pair {
  return { application, cluster };
}

function placedPairs(context: NetworkContext, rows: ApplicationRow[]): Pair[] {
  return rows.flatMap(row => placeApplication(context, row) ?? []);
}

/** Projects the given pairs and those of the rows. */
function projectPairs(options: {
  context: NetworkContext;
  pairs: Pair[];
  rows: ApplicationRow[];
  stored: StoredPlacement[];
  now: Date;
}): PlacementRecord[] {
  const { context, rows, stored, now } = options;
  const pairs = new Map(
    options.pairs.map(pair => [pairKey(pair), toPair(pair)]),
  );
  const placedByPair = new Map<string, ReturnType<typeof placeApplication>>();
  for (const row of rows) {
    const placed = placeApplication(context, row);
    if (placed) {
      const key = pairKey(placed);
      pairs.set(key, toPair(placed));
      if (placed.managed || !placedByPair.has(key)) {
        placedByPair.set(key, placed);
      }
    }
  }
  const before = new Map(stored.map(record => [pairKey(record), record]));
  return [...pairs].flatMap(
    ([key, pair]) =>
      projectPlacement({
        context,
        pair,
        placed: placedByPair.get(key),
        previous: before.get(key),
        now,
      }) ?? [],
  );
}

function undeclaredNames(context: NetworkContext, names: string[]): string[] {
  const declared = new Set(
    context.fleet?.applications.map(({ name }) => name) ?? [],
  );
  return [...new Set(names)].filter(name => !declared.has(name));
}

function projectUndeclared(options: {
  context: NetworkContext;
  names: string[];
  rows: ApplicationRow[];
}) {
  const { context, names, rows } = options;
  const rowsByKey = new Map(rows.map(row => [row.key, row]));
  return names.map(name => {
    const row = rowsByKey.get(unmanagedKey(context, name));
    const placed = row && placeApplication(context, row);
    return projectUndeclaredApplication(
      name,
      placed?.managed === false ? row : undefined,
    );
  });
}
