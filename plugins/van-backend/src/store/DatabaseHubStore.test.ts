import { type TestDatabaseId } from '@backstage/backend-test-utils';
import {
  createTestDatabases,
  describeEachDatabase,
} from '../__testUtils__/databases';
import {
  listenerRow,
  managedRow,
  secretRows,
  unmanagedRow,
} from '../__testUtils__/rows';
import {
  createStore,
  GONE_AT,
  projectAll,
  SEEN_AT,
  seedAcme,
} from '../__testUtils__/seed';
import type { StoreChange } from './StoreChange';

const databases = createTestDatabases();

async function setUp(databaseId: TestDatabaseId) {
  const store = await createStore(databases, databaseId);
  const changes: StoreChange[] = [];
  store.onChange(change => changes.push(change));
  return { store, hub: store.hub('acme'), changes };
}

function later(date: Date, seconds: number): Date {
  return new Date(date.getTime() + seconds * 1_000);
}

describeEachDatabase('DatabaseHubStore', databaseId => {
  it('writes a row only when its content changed', async () => {
    const { hub, store, changes } = await setUp(databaseId);
    const row = managedRow('checkout', 'paris');

    expect(await hub.upsert('application', row)).toBe(true);
    expect(await hub.upsert('application', { ...row })).toBe(false);
    expect(
      await hub.upsert('application', { ...row, health: 'Degraded' }),
    ).toBe(true);

    expect(changes).toEqual(
      Array(2).fill({
        network: 'acme',
        part: 'hub',
        kind: 'application',
        keys: ['argocd/checkout-paris'],
      }),
    );
    expect(await store.projection.readApplicationRows('acme')).toEqual([
      { ...row, health: 'Degraded' },
    ]);
  });

  it('takes a complete list for the whole of its kind', async () => {
    const { hub, store, changes } = await setUp(databaseId);
    const [stays, changesRow, goes, comes] = ['a', 'b', 'c', 'd'].map(name =>
      unmanagedRow(name),
    );
    await hub.replace('application', [stays, changesRow, goes]);
    await hub.replace('listener', [listenerRow('paris')]);
    await store.hub('beta').replace('application', [goes]);
    changes.length = 0;

    await hub.replace('application', [
      stays,
      { ...changesRow, sync: 'OutOfSync' },
      comes,
    ]);

    expect(changes).toHaveLength(1);
    const [change] = changes;
    expect(change).toMatchObject({ kind: 'application' });
    expect('keys' in change && [...change.keys].sort()).toEqual([
      'argocd/b',
      'argocd/c',
      'argocd/d',
    ]);
    expect(
      (await store.projection.readApplicationRows('acme')).map(
        ({ name, sync }) => [name, sync],
      ),
    ).toEqual([
      ['a', 'Synced'],
      ['b', 'OutOfSync'],
      ['d', 'Synced'],
    ]);
    expect(await store.projection.readApplicationRows('beta')).toHaveLength(1);
    expect((await store.projection.readContext('acme')).listeners).toHaveLength(
      1,
    );

    changes.length = 0;
    await hub.replace('listener', [listenerRow('paris')]);
    expect(changes).toEqual([]);
  });

  it('removes a row once', async () => {
    const { hub, changes } = await setUp(databaseId);
    const [secret] = secretRows('paris');
    await hub.upsert('clusterSecret', secret);
    changes.length = 0;

    await hub.remove('clusterSecret', secret.key);
    await hub.remove('clusterSecret', secret.key);

    expect(changes).toHaveLength(1);
  });

  it('keeps of a cluster what was known while it answered', async () => {
    const { hub, store, changes } = await setUp(databaseId);
    await hub.reachability('paris', {
      at: SEEN_AT,
      outcome: 'answered',
      latencyMs: 12,
      kubernetesVersion: 'v1.36.3',
      nodeCount: 3,
      readyNodeCount: 2,
    });
    await hub.reachability('paris', {
      at: later(SEEN_AT, 5),
      outcome: 'answered',
      latencyMs: 13,
    });
    expect(changes).toHaveLength(1);

    await hub.reachability('paris', {
      at: GONE_AT,
      outcome: 'refused',
      answeredAt: later(GONE_AT, -3),
      detail: 'connect ECONNREFUSED',
    });

    expect(changes).toHaveLength(2);
    expect((await store.projection.readContext('acme')).reachability).toEqual([
      {
        cluster: 'paris',
        outcome: 'refused',
        answeredAt: later(GONE_AT, -3).toISOString(),
        kubernetesVersion: 'v1.36.3',
        nodeCount: 3,
        readyNodeCount: 2,
      },
    ]);
  });

  it('forgets how edges answered, not that they did, when the hub cannot be read', async () => {
    const { hub, store, changes } = await setUp(databaseId);
    await hub.reachability('in-cluster', { at: GONE_AT, outcome: 'refused' });
    await hub.reachability('paris', { at: SEEN_AT, outcome: 'answered' });
    await store.hub('other').reachability('paris', {
      at: SEEN_AT,
      outcome: 'answered',
    });
    changes.length = 0;

    const lost = { at: GONE_AT, problem: 'The hub is away' };
    await hub.loseSightOfEdges(lost);
    await hub.loseSightOfEdges(lost);

    expect(changes).toEqual([
      { network: 'acme', part: 'reachability', cluster: 'paris' },
    ]);
    const { reachability } = await store.projection.readContext('acme');
    expect(reachability).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          cluster: 'in-cluster',
          outcome: 'refused',
        }),
        expect.objectContaining({
          cluster: 'paris',
          outcome: 'hubUnreachable',
          answeredAt: SEEN_AT.toISOString(),
        }),
      ]),
    );
  });

  it('takes an outage of the source for news when it begins and when it ends', async () => {
    const { hub, changes } = await setUp(databaseId);
    const contact = async (seconds: number, problem?: string) => {
      changes.length = 0;
      const at = later(SEEN_AT, seconds);
      await hub.contact('hub', problem ? { at, problem } : { at });
      return changes.length;
    };

    expect(await contact(0)).toBe(1);
    expect(await contact(60)).toBe(0);
    expect(await contact(61, 'away')).toBe(1);
    expect(await contact(62, 'away')).toBe(0);
    expect(await contact(63, 'still away')).toBe(1);
    expect(await contact(64)).toBe(1);
  });

  it('keeps the history of each state of a cluster', async () => {
    const { hub, store } = await setUp(databaseId);
    await seedAcme(store);
    await projectAll(store);
    await hub.reachability('paris', { at: GONE_AT, outcome: 'closed' });
    await projectAll(store);
    await hub.reachability('paris', { at: GONE_AT, outcome: 'answered' });
    await projectAll(store);

    const history: {
      state: string;
      first_seen: string;
      resolved_at: string | null;
    }[] = await store
      .database('van_reachability_history')
      .where({ network: 'acme', cluster: 'paris' })
      .orderBy('id');

    expect(history.map(({ state }) => state)).toEqual([
      'reachable',
      'apiServerDown',
      'reachable',
    ]);
    const [before, outage, now] = history;
    expect(before.resolved_at).toBe(outage.first_seen);
    expect(outage.resolved_at).toBe(now.first_seen);
    expect(now.resolved_at).toBeNull();
  });
});
