import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { VanSignal } from '@vanstage/backstage-plugin-van-common';
import { acmeFleet, application, cluster } from '../__testUtils__/fleet';
import { managedRow } from '../__testUtils__/rows';
import { createStore, seedAcme, SEEN_AT } from '../__testUtils__/seed';
import type { DatabaseVanStore } from '../store';
import { DatabaseViews } from '../views/DatabaseViews';
import { Projector } from './Projector';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

async function startProjector(
  store: DatabaseVanStore,
  options: { onProjected?: (signal: VanSignal) => void } = {},
) {
  const logger = mockServices.logger.mock();
  const projector = await Projector.start({
    store: store.projection,
    logger,
    fileUrl: () => undefined,
    onProjected: async signal => options.onProjected?.(signal),
    timing: { coalesceMs: 1, retryMs: 1 },
  });
  store.onChange(change => projector.changed(change));
  return { projector, logger };
}

describe('Projector', () => {
  let store: DatabaseVanStore;
  let views: DatabaseViews;

  beforeEach(async () => {
    store = await createStore(databases, 'SQLITE_3');
    views = new DatabaseViews({
      database: store.database,
      promise: { hub: 1, fleet: 1 },
      networks: [],
    });
  });

  it('finds at its start what was stored while no process ran', async () => {
    await seedAcme(store);

    const { projector } = await startProjector(store);
    await projector.whenIdle();

    expect(await views.application('acme', 'checkout')).toMatchObject({
      state: 'healthy',
    });
  });

  it('works off a thousand changes in few projections', async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `app-${index}`);
    await store.fleet.replaceFleet('acme', {
      commit: 'c0ffee',
      fetchedAt: SEEN_AT,
      fleet: acmeFleet(
        Object.assign(
          cluster('lyon', { role: 'edge', tags: ['lyon'] }),
          ...names.map(name => application(name, ['eu-only'])),
        ),
      ),
      problems: [],
    });
    const signals: VanSignal[] = [];
    const { projector } = await startProjector(store, {
      onProjected: signal => signals.push(signal),
    });
    await projector.whenIdle();
    signals.length = 0;
    const write = jest.spyOn(store.projection, 'write');

    const hub = store.hub('acme');
    await hub.reachability('lyon', { at: SEEN_AT, outcome: 'answered' });
    await hub.replace(
      'application',
      names.map(name => managedRow(name, 'lyon')),
    );
    for (const name of names) {
      projector.changed({
        network: 'acme',
        part: 'hub',
        kind: 'application',
        keys: [`argocd/${name}-lyon`],
      });
    }
    await projector.whenIdle();

    expect((await views.cluster('acme', 'lyon'))?.applicationCount).toBe(1000);
    expect(write.mock.calls.length).toBeLessThanOrEqual(4);
    expect(signals.length).toBeLessThanOrEqual(write.mock.calls.length);
  });

  it('counts the version up with every change that can be seen, and only then', async () => {
    await seedAcme(store);
    const signals: VanSignal[] = [];
    const { projector } = await startProjector(store, {
      onProjected: signal => signals.push(signal),
    });
    await projector.whenIdle();
    const [first] = signals;
    expect(signals).toEqual([{ network: 'acme', version: first.version }]);
    const hub = store.hub('acme');

    expect(
      await hub.upsert('application', managedRow('checkout', 'paris')),
    ).toBe(false);
    await hub.contact('hub', { at: new Date(SEEN_AT.getTime() + 60_000) });
    await hub.reachability('paris', {
      at: new Date(SEEN_AT.getTime() + 60_000),
      outcome: 'answered',
      latencyMs: 99,
    });
    await projector.whenIdle();
    expect(signals).toHaveLength(1);

    await hub.contact('hub', { at: SEEN_AT, problem: 'The hub is away' });
    await projector.whenIdle();
    expect(signals).toHaveLength(2);
    expect(signals[1]).toEqual({
      network: 'acme',
      version: first.version + 1,
    });
  });

  it('tries again after a failure', async () => {
    await seedAcme(store);
    jest
      .spyOn(store.projection, 'write')
      .mockRejectedValueOnce(new Error('The database is away'));
    const signalled = new Promise(resolve => {
      startProjector(store, { onProjected: resolve });
    });

    expect(await signalled).toMatchObject({ network: 'acme' });
    expect(await views.application('acme', 'checkout')).toMatchObject({
      state: 'healthy',
    });
  });

  it('projects nothing once it is stopped', async () => {
    const { projector } = await startProjector(store);
    await projector.stop();

    await seedAcme(store);
    await projector.whenIdle();

    expect(await views.application('acme', 'checkout')).toBeUndefined();
  });
});
