import {
  mockServices,
  type TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { DatabaseVanStore } from '../store';
import { Projector } from '../project/Projector';
import { acmeFleet } from './fleet';
import {
  hubSiteRow,
  listenerRow,
  managedRow,
  networkStatusRow,
  secretRows,
} from './rows';

export const EDGES = ['paris', 'berlin', 'dallas'];

export const SEEN_AT = new Date('2026-11-22T14:00:00.000Z');
export const GONE_AT = new Date('2026-11-22T14:02:00.000Z');

/** An empty store. */
export async function createStore(
  databases: TestDatabases,
  databaseId: TestDatabaseId,
): Promise<DatabaseVanStore> {
  return DatabaseVanStore.create({
    database: mockServices.database.mock({
      getClient: async () => databases.init(databaseId),
    }),
  });
}

/** A network whose hub and edges all answer and run what the fleet declares. */
export async function seedAcme(store: DatabaseVanStore): Promise<void> {
  const hub = store.hub('acme');
  await store.fleet.replaceFleet('acme', {
    commit: 'c0ffee',
    fetchedAt: SEEN_AT,
    fleet: acmeFleet(),
    problems: [],
  });
  await hub.contact('hub', { at: SEEN_AT });
  await hub.replace('clusterSecret', EDGES.flatMap(secretRows));
  await hub.replace(
    'listener',
    EDGES.map(edge => listenerRow(edge)),
  );
  await hub.replace('site', [hubSiteRow()]);
  await hub.replace('networkStatus', [networkStatusRow(EDGES)]);
  await hub.replace('application', [
    managedRow('checkout', 'paris'),
    managedRow('checkout', 'berlin'),
    managedRow('ledger', 'hub'),
    managedRow('ledger', 'dallas'),
  ]);
  await hub.reachability('in-cluster', { at: SEEN_AT, outcome: 'answered' });
  for (const edge of EDGES) {
    await hub.reachability(edge, {
      at: SEEN_AT,
      outcome: 'answered',
      latencyMs: 12,
      kubernetesVersion: 'v1.36.3',
      nodeCount: 3,
      readyNodeCount: 3,
    });
  }
}

/** Works off everything that is stored once. */
export async function projectAll(store: DatabaseVanStore): Promise<void> {
  const projector = await Projector.start({
    store: store.projection,
    logger: mockServices.logger.mock(),
    fleetUrl: 'https://git.example.com/acme/fleet',
    fileUrl: path => `https://git.example.com/acme/fleet/blob/main/${path}`,
    onProjected: async () => {},
  });
  await projector.whenIdle();
}
