import {
  mockServices,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import {
  createTestDatabases,
  describeEachDatabase,
} from '../__testUtils__/databases';
import { application, acmeFleet, rule } from '../__testUtils__/fleet';
import { managedRow, unmanagedRow } from '../__testUtils__/rows';
import {
  createStore,
  GONE_AT,
  projectAll,
  SEEN_AT,
  seedAcme,
} from '../__testUtils__/seed';
import { Projector } from '../project/Projector';
import type { DatabaseVanStore } from '../store';
import { DatabaseViews } from './DatabaseViews';

const databases = createTestDatabases();

async function setUp(databaseId: TestDatabaseId) {
  const store = await createStore(databases, databaseId);
  await seedAcme(store);
  await projectAll(store);
  return { store, hub: store.hub('acme'), views: viewsOf(store) };
}

function viewsOf(store: DatabaseVanStore): DatabaseViews {
  return new DatabaseViews({
    database: store.database,
    promise: { hub: 1, fleet: Number.MAX_SAFE_INTEGER },
    networks: ['acme', 'other'],
    fleetUrl: 'https://git.example.com/acme/fleet',
  });
}

async function startProjector(store: DatabaseVanStore): Promise<Projector> {
  const projector = await Projector.start({
    store: store.projection,
    logger: mockServices.logger.mock(),
    fileUrl: () => undefined,
    onProjected: async () => {},
  });
  store.onChange(change => projector.changed(change));
  return projector;
}

describeEachDatabase('DatabaseViews', databaseId => {
  it('sums up a network', async () => {
    const { views } = await setUp(databaseId);

    expect(await views.networkNames()).toEqual(['acme', 'other']);
    expect(await views.network('acme')).toEqual({
      name: 'acme',
      title: 'Acme',
      description: undefined,
      owner: 'group:default/platform',
      hubState: 'reachable',
      edgeCount: 3,
      reachableEdgeCount: 3,
      clusterCount: 4,
      applicationCount: 2,
      attentionCount: 0,
      ruleCount: 2,
      fleetUrl: 'https://git.example.com/acme/fleet',
      fleetCommit: 'c0ffee',
      problems: [],
      freshness: {
        fleet: { asOf: SEEN_AT.toISOString(), stale: false },
        // Older than its promise.
        hub: { asOf: SEEN_AT.toISOString(), stale: true },
      },
    });
  });

  it('waits for no cluster before the hub was read for the first time', async () => {
    const store = await createStore(databases, databaseId);
    await store.fleet.replaceFleet('acme', {
      commit: 'c0ffee',
      fetchedAt: SEEN_AT,
      fleet: acmeFleet(),
      problems: [],
    });
    const views = viewsOf(store);
    const states = async () => {
      const { items } = await views.clusters('acme', {});
      return items.map(({ name, state }) => [name, state]);
    };
    const projector = await startProjector(store);

    await projector.whenIdle();
    expect(await states()).toEqual(
      ['berlin', 'dallas', 'hub', 'paris'].map(name => [name, 'unknown']),
    );
    expect((await views.network('acme')).attentionCount).toBe(2);
    expect((await views.application('acme', 'checkout'))?.state).toBe(
      'unknown',
    );

    await store.hub('acme').contact('hub', { at: SEEN_AT });
    await projector.whenIdle();
    expect(await states()).toContainEqual(['paris', 'waitingToJoin']);
    expect((await views.application('acme', 'checkout'))?.state).toBe(
      'arriving',
    );
  });

  it("takes Argo CD's own Application of the rendered objects for no application, and tells when it fails", async () => {
    const { store, hub, views } = await setUp(databaseId);
    const root = unmanagedRow('vanstage-root', {
      destination: { name: 'in-cluster', namespace: 'argocd' },
      source: {
        repoURL: 'https://GIT.example.com/acme/fleet.git/',
        path: './networks/acme/rendered/',
        targetRevision: 'main',
      },
    });
    await hub.upsert('application', root);
    await projectAll(store);
    expect(await views.application('acme', 'vanstage-root')).toBeUndefined();
    expect((await views.network('acme')).applicationCount).toBe(2);

    await hub.upsert('application', {
      ...root,
      operationPhase: 'Failed',
      operationMessage: 'listeners.skupper.io is forbidden',
    });
    await projectAll(store);
    expect((await views.network('acme')).freshness.fleet).toEqual({
      asOf: SEEN_AT.toISOString(),
      stale: true,
      problem:
        'Argo CD could not apply the rendered objects: listeners.skupper.io is forbidden',
    });
    expect((await views.network('acme')).attentionCount).toBe(0);

    await hub.upsert('application', root);
    await projectAll(store);
    expect((await views.network('acme')).freshness.fleet).toEqual({
      asOf: SEEN_AT.toISOString(),
      stale: false,
    });
  });

  it('tells of rendered objects that Argo CD does not apply for long, not at once', async () => {
    const { store, hub, views } = await setUp(databaseId);
    const problem = 'Argo CD has not applied them yet';
    const minutesAgo = (minutes: number) =>
      new Date(Date.now() - minutes * 60_000);
    await hub.contact('renderedSync', { at: minutesAgo(1), problem });
    expect((await views.network('acme')).freshness.fleet.stale).toBe(false);

    await hub.contact('renderedSync', { at: minutesAgo(0) });
    await hub.contact('renderedSync', { at: minutesAgo(20), problem });
    expect((await views.network('acme')).freshness.fleet).toMatchObject({
      stale: true,
      problem,
    });

    await hub.upsert(
      'application',
      unmanagedRow('vanstage-root', {
        sync: 'OutOfSync',
        source: {
          repoURL: 'git@git.example.com:acme/fleet.git',
          path: 'networks/acme/rendered',
        },
      }),
    );
    await projectAll(store);
    expect((await views.network('acme')).freshness.fleet.problem).toMatch(
      /^Argo CD could not apply the rendered objects: .*vanstage-root.*OutOfSync/,
    );
  });

  it('says that a sync failed when Argo CD tries it again without end', async () => {
    const { store, hub, views } = await setUp(databaseId);
    await hub.upsert(
      'application',
      managedRow('checkout', 'paris', {
        operationPhase: 'Running',
        operationMessage: 'Retrying operation. Attempt #5',
        retryCount: 5,
      }),
    );
    await projectAll(store);

    expect((await views.application('acme', 'checkout'))?.state).toBe(
      'syncFailed',
    );
  });

  it('joins a cluster from fleet, Argo CD, Skupper and probe', async () => {
    const { views } = await setUp(databaseId);

    expect(await views.cluster('acme', 'paris')).toEqual(
      expect.objectContaining({
        name: 'paris',
        role: 'edge',
        declared: true,
        context: 'prod',
        tags: ['eu', 'retail'],
        derivedTags: expect.arrayContaining(['context:prod', 'role:edge']),
        state: 'reachable',
        lastSeen: SEEN_AT.toISOString(),
        outcome: 'answered',
        latencyMs: 12,
        kubernetesVersion: 'v1.36.3',
        nodeCount: 3,
        server: 'https://paris-kube-api.van.svc:443',
        skupper: {
          siteId: 'site-of-paris',
          siteName: 'paris',
          siteVersion: '2.2.1',
          routerMode: 'interior',
          listener: 'van/paris-kube-api',
          routingKey: 'paris-kube-api',
          listenerStatus: 'Ready',
          listenerMessage: 'OK',
        },
        applicationCount: 1,
        attentionCount: 0,
        sourceUrl:
          'https://git.example.com/acme/fleet/blob/main/networks/acme/clusters/paris.yaml',
      }),
    );
    expect(await views.cluster('acme', 'lyon')).toBeUndefined();
    expect(await views.cluster('other', 'paris')).toBeUndefined();
  });

  it('tells of a lost edge what was last seen there, whatever Argo CD says', async () => {
    const { store, hub, views } = await setUp(databaseId);

    await hub.reachability('paris', { at: GONE_AT, outcome: 'refused' });
    await hub.upsert(
      'application',
      managedRow('checkout', 'paris', { health: 'Degraded' }),
    );
    await projectAll(store);

    const cluster = await views.cluster('acme', 'paris');
    expect(cluster).toMatchObject({
      state: 'gone',
      outcome: 'refused',
      lastSeen: SEEN_AT.toISOString(),
      kubernetesVersion: 'v1.36.3',
      attentionCount: 1,
    });
    expect(cluster?.latencyMs).toBeUndefined();
    const checkout = await views.application('acme', 'checkout');
    expect(checkout?.state).toBe('unknown');
    expect(
      checkout?.placements.find(({ cluster: name }) => name === 'paris'),
    ).toMatchObject({
      state: 'unknown',
      lastSeen: { health: 'Healthy', at: SEEN_AT.toISOString() },
      argo: { health: 'Degraded' },
    });
    expect(await views.network('acme')).toMatchObject({
      reachableEdgeCount: 2,
      attentionCount: 1,
    });

    await hub.reachability('paris', { at: GONE_AT, outcome: 'answered' });
    await projectAll(store);

    expect(await views.application('acme', 'checkout')).toMatchObject({
      state: 'degraded',
    });
  });

  it('filters and counts what a link to a number promises', async () => {
    const { store, hub, views } = await setUp(databaseId);
    await hub.upsert(
      'application',
      managedRow('checkout', 'paris', { health: 'Degraded' }),
    );
    await projectAll(store);

    const names = async (
      list: Parameters<DatabaseViews['applications']>[1],
    ) => {
      const { items, totalItems } = await views.applications('acme', list);
      expect(totalItems).toBe(items.length);
      return items.map(({ name }) => name);
    };
    expect(await names({})).toEqual(['checkout', 'ledger']);
    expect(await names({ states: ['degraded'] })).toEqual(['checkout']);
    expect(await names({ states: ['degraded', 'healthy'] })).toEqual([
      'checkout',
      'ledger',
    ]);
    expect(await names({ cluster: 'berlin' })).toEqual(['checkout']);
    expect(await names({ cluster: 'berlin', states: ['degraded'] })).toEqual(
      [],
    );
    expect(await names({ tags: ['finance'] })).toEqual(['ledger']);
    expect(await names({ search: 'FINAN' })).toEqual(['ledger']);
    expect(await names({ search: '%' })).toEqual([]);
    expect(await names({ orderBy: 'state' })).toEqual(['checkout', 'ledger']);
    expect(await names({ orderBy: 'state', order: 'desc' })).toEqual([
      'ledger',
      'checkout',
    ]);
  });

  it('pages, filters and sorts clusters', async () => {
    const { store, hub, views } = await setUp(databaseId);
    await hub.reachability('dallas', { at: GONE_AT, outcome: 'silent' });
    await hub.reachability('paris', {
      at: GONE_AT,
      outcome: 'answered',
      latencyMs: 3,
    });
    await projectAll(store);

    const names = async (list: Parameters<DatabaseViews['clusters']>[1]) =>
      (await views.clusters('acme', list)).items.map(({ name }) => name);
    expect(await names({})).toEqual(['berlin', 'dallas', 'hub', 'paris']);
    expect(await names({ offset: 1, limit: 2 })).toEqual(['dallas', 'hub']);
    expect(await views.clusters('acme', { limit: 1 })).toMatchObject({
      totalItems: 4,
    });
    expect(await names({ states: ['gone'] })).toEqual(['dallas']);
    expect(await names({ tags: ['eu', 'role:edge'] })).toEqual([
      'berlin',
      'paris',
    ]);
    expect(await names({ search: 'REGION:us' })).toEqual(['dallas']);
    expect(await names({ orderBy: 'state', limit: 1 })).toEqual(['dallas']);
    // The hub has no context and no latency; what is absent comes last either way.
    expect(await names({ orderBy: 'context' })).toEqual([
      'dallas',
      'berlin',
      'paris',
      'hub',
    ]);
    expect(await names({ orderBy: 'context', order: 'desc' })).toEqual([
      'berlin',
      'paris',
      'dallas',
      'hub',
    ]);
    expect((await names({ orderBy: 'applicationCount' })).length).toBe(4);
  });

  it('shows what nobody declared, marked', async () => {
    const { store, hub, views } = await setUp(databaseId);
    await hub.upsert('application', unmanagedRow('legacy'));
    await hub.upsert(
      'application',
      unmanagedRow('legacy', { namespace: 'team-a', key: 'team-a/legacy' }),
    );
    await hub.upsert('application', managedRow('retired', 'paris'));
    await hub.upsert(
      'application',
      managedRow('elsewhere', 'paris', {
        labels: {
          ...managedRow('elsewhere', 'paris').labels,
          'vanstage.io/network': 'other',
        },
      }),
    );
    await hub.upsert('clusterSecret', {
      kind: 'clusterSecret',
      key: 'argocd/cluster-lyon',
      usedBy: 'argocd',
      cluster: 'lyon',
      server: 'https://lyon.example.com',
      labels: {},
    });
    await projectAll(store);

    const { items } = await views.applications('acme', {});
    expect(items.map(({ name, declared }) => [name, declared])).toEqual([
      ['checkout', true],
      ['ledger', true],
      ['legacy', false],
      ['legacy@team-a', false],
      ['retired', false],
    ]);
    expect(items[2]).toMatchObject({
      sources: [{ path: 'legacy' }],
      placements: [{ cluster: 'paris', declared: false, state: 'healthy' }],
    });
    expect(
      await views.undeclaredAmong('acme', ['checkout', 'legacy', 'nothing']),
    ).toEqual(new Set(['legacy']));
    // Rendered by Vanstage and asked for no more.
    expect(items[4]).toMatchObject({
      placements: [{ cluster: 'paris', declared: false, state: 'leaving' }],
    });
    expect(await views.cluster('acme', 'lyon')).toMatchObject({
      declared: false,
      role: 'edge',
      state: 'unknown',
    });

    await hub.remove('application', 'argocd/legacy');
    await projectAll(store);

    expect(await views.application('acme', 'legacy')).toBeUndefined();
  });

  it('tells which rules put what where, and what each tag is on', async () => {
    const { store, views } = await setUp(databaseId);
    await store.fleet.replaceFleet('acme', {
      commit: 'facade',
      fetchedAt: SEEN_AT,
      fleet: acmeFleet({
        ...application('till', ['shop', 'finance']),
        ...rule('nowhere', ['shop'], ['moon']),
      }),
      problems: [],
    });
    await projectAll(store);

    const { items } = await views.rules('acme', {});
    expect(
      items.map(
        ({ name, matchedApplications, matchedClusters, placementCount }) => ({
          name,
          matchedApplications,
          matchedClusters,
          placementCount,
        }),
      ),
    ).toEqual([
      {
        name: 'books',
        matchedApplications: ['ledger', 'till'],
        matchedClusters: ['dallas', 'hub'],
        placementCount: 4,
      },
      {
        name: 'nowhere',
        matchedApplications: ['checkout', 'till'],
        matchedClusters: [],
        placementCount: 0,
      },
      {
        name: 'shops',
        matchedApplications: ['checkout', 'till'],
        matchedClusters: ['berlin', 'paris'],
        placementCount: 4,
      },
    ]);
    const till = await views.application('acme', 'till');
    expect(till).toMatchObject({
      state: 'arriving',
      rules: ['books', 'shops'],
    });
    expect(till?.placements.map(({ cluster }) => cluster)).toEqual([
      'berlin',
      'dallas',
      'hub',
      'paris',
    ]);
    expect((await views.tags('acme')).applications).toEqual([
      { tag: 'finance', count: 2 },
      { tag: 'shop', count: 2 },
    ]);
    expect((await views.tags('acme')).clusters).toEqual(
      expect.arrayContaining([{ tag: 'role:edge', count: 3 }]),
    );
  });

  it('draws the links and remembers a lost one', async () => {
    const { store, hub, views } = await setUp(databaseId);

    const topology = await views.topology('acme');
    expect(topology.nodes.map(({ cluster }) => cluster)).toEqual([
      'berlin',
      'dallas',
      'hub',
      'paris',
    ]);
    expect(
      topology.links.map(({ from, to, status }) => [from, to, status]),
    ).toEqual([
      ['berlin', 'hub', 'up'],
      ['dallas', 'hub', 'up'],
      ['paris', 'hub', 'up'],
    ]);

    const [status] = [
      (await store.projection.readContext('acme')).networkStatus,
    ];
    await hub.replace(
      'networkStatus',
      status
        ? [
            {
              ...status,
              sites: status.sites.filter(({ name }) => name !== 'paris'),
            },
          ]
        : [],
    );
    await projectAll(store);

    expect((await views.topology('acme')).links).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ from: 'paris', to: 'hub', status: 'lost' }),
      ]),
    );
  });
});
