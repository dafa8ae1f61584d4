import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import express from 'express';
import { middleware } from 'express-openapi-validator';
import request from 'supertest';
import {
  createTestDatabases,
  describeEachDatabase,
} from '../__testUtils__/databases';
import { fleetFiles } from '../__testUtils__/fleet';
import {
  createStore,
  GONE_AT,
  projectAll,
  seedAcme,
} from '../__testUtils__/seed';
import { hasName, NetworkAccess } from '../permissions';
import { spec } from '../schema/openapi';
import type { DatabaseVanStore } from '../store';
import { DatabaseViews } from '../views/DatabaseViews';
import { createRouter } from './createRouter';
import type { RouterOptions } from './RouterOptions';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

function allowOnly(...names: string[]): PolicyDecision {
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'van',
    resourceType: 'van-network',
    conditions: {
      rule: 'HAS_NAME',
      resourceType: 'van-network',
      params: { names },
    },
  };
}

const CHANGE = {
  kind: 'application.create',
  application: {
    name: 'till',
    tags: ['till'],
    namespace: 'till',
    source: {
      repoURL: 'https://git.example.com/acme/apps',
      path: 'till',
      targetRevision: 'main',
    },
  },
  rule: { name: 'tills', applicationTags: ['till'], clusterTags: ['eu'] },
};

const GET_ROUTES = [
  '/networks/acme',
  '/networks/acme/topology',
  '/networks/acme/tags',
  '/networks/acme/clusters',
  '/networks/acme/clusters/paris',
  '/networks/acme/applications',
  '/networks/acme/applications/checkout',
  '/networks/acme/rules',
];

const databases = createTestDatabases();

async function createApp(options: {
  store: DatabaseVanStore;
  read?: PolicyDecision;
  createChange?: PolicyDecision;
  fleet?: RouterOptions['fleet'];
}) {
  const { store, read = ALLOW, createChange = ALLOW, fleet } = options;
  const views = new DatabaseViews({
    database: store.database,
    promise: { hub: 60_000, fleet: 60_000 },
    networks: ['acme', 'beta'],
    fleetUrl: 'https://git.example.com/acme/fleet',
  });
  const access = new NetworkAccess({
    httpAuth: mockServices.httpAuth(),
    permissions: mockServices.permissions.mock({
      authorizeConditional: async queries =>
        queries.map(({ permission }) =>
          permission.name === 'van.network.read' ? read : createChange,
        ),
    }),
    permissionsRegistry: mockServices.permissionsRegistry.mock({
      getPermissionRuleset: jest.fn().mockReturnValue({
        getRuleByName: (name: string) =>
          name === hasName.name ? hasName : undefined,
      }),
    }),
  });
  const app = express();
  // Every answer must be one that the specification knows.
  app.use(
    middleware({
      apiSpec: JSON.parse(JSON.stringify(spec)),
      validateRequests: false,
      validateResponses: true,
    }),
  );
  app.use(await createRouter({ access, views, fleet }));
  app.use(mockErrorHandler());
  return app;
}

describeEachDatabase('createRouter', databaseId => {
  let store: DatabaseVanStore;

  beforeAll(async () => {
    store = await createStore(databases, databaseId);
    await seedAcme(store);
    await store.hub('acme').reachability('dallas', {
      at: GONE_AT,
      outcome: 'refused',
    });
    await projectAll(store);
  });

  it('serves every resource as the specification says', async () => {
    const app = await createApp({ store });

    for (const route of ['/networks', ...GET_ROUTES]) {
      const { status, body } = await request(app).get(route);
      expect({ route, status, body }).toMatchObject({ route, status: 200 });
    }
  });

  it('answers with a dead edge as a value and says how old each answer is', async () => {
    const app = await createApp({ store });

    const { body } = await request(app)
      .get('/networks/acme/clusters?states=gone&states=unknown')
      .expect(200);

    expect(body).toMatchObject({
      items: [{ name: 'dallas', state: 'gone', outcome: 'refused' }],
      totalItems: 1,
      freshness: {
        hub: { asOf: '2026-11-22T14:00:00.000Z', stale: true },
        fleet: { asOf: '2026-11-22T14:00:00.000Z', stale: true },
      },
    });
  });

  it('passes on filters, paging and sorting', async () => {
    const app = await createApp({ store });

    const clusters = await request(app)
      .get('/networks/acme/clusters')
      .query({ tags: ['eu', 'role:edge'], orderBy: 'name', order: 'desc' })
      .query({ limit: 1, offset: 1 })
      .expect(200);
    expect(clusters.body).toMatchObject({
      items: [{ name: 'berlin' }],
      totalItems: 2,
    });

    const applications = await request(app)
      .get('/networks/acme/applications?cluster=dallas&states=unknown')
      .expect(200);
    expect(applications.body).toMatchObject({
      items: [{ name: 'ledger', state: 'unknown' }],
      totalItems: 1,
    });
  });

  it.each([
    '/networks/acme/clusters?limit=501',
    '/networks/acme/clusters?limit=ten',
    '/networks/acme/clusters?states=broken',
    '/networks/acme/clusters?orderBy=secret',
    `/networks/acme/clusters?${'tags=a&'.repeat(51)}`,
    '/networks/acme/rules?unknown=1',
  ])('refuses %p', async route => {
    const { status } = await request(await createApp({ store })).get(route);
    expect(status).toBe(400);
  });

  it.each([
    '/networks/nowhere',
    '/networks/nowhere/clusters',
    '/networks/acme/clusters/nowhere',
    '/networks/acme/applications/nothing',
  ])('knows no %p', async route => {
    const { body } = await request(await createApp({ store }))
      .get(route)
      .expect(404);
    expect(body.error.name).toBe('NotFoundError');
  });

  it('asks who is not signed in to sign in', async () => {
    const { status } = await request(await createApp({ store }))
      .get('/networks')
      .set('Authorization', mockCredentials.none.header());
    expect(status).toBe(401);
  });

  it('turns away from every route who may read nothing, also with a forged request', async () => {
    const app = await createApp({ store, read: DENY });

    const forged = ['/networks/nowhere', '/networks/acme/clusters?limit=x'];
    for (const route of ['/networks', ...GET_ROUTES, ...forged]) {
      const { status, body } = await request(app).get(route);
      expect({ route, status }).toEqual({ route, status: 403 });
      expect(body.error.message).not.toMatch(/acme|nowhere|paris|checkout/);
    }
    for (const [network, change] of [
      ['acme', CHANGE],
      ['acme', { kind: 'forged' }],
      ['nowhere', CHANGE],
    ]) {
      await request(app)
        .post(`/networks/${network}/plan`)
        .send({ change })
        .expect(403);
    }
  });

  it('lets a condition through to its networks only', async () => {
    const app = await createApp({ store, read: allowOnly('acme') });

    const { body } = await request(app).get('/networks').expect(200);
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual([
      'acme',
    ]);
    for (const route of GET_ROUTES) {
      await request(app).get(route).expect(200);
      await request(app).get(route.replace('acme', 'beta')).expect(403);
      // Who may not read it does not learn whether it exists.
      await request(app).get(route.replace('acme', 'nowhere')).expect(403);
    }
  });

  describe('plan', () => {
    const fleet = {
      head: async () => 'c0ffee',
      snapshot: async () => ({
        commit: 'c0ffee',
        files: fleetFiles(),
        fetchedAt: GONE_AT,
      }),
    };

    it('tells what a change does and how its clusters are', async () => {
      const app = await createApp({ store, fleet });

      const { body } = await request(app)
        .post('/networks/acme/plan')
        .send({
          change: {
            ...CHANGE,
            rule: { ...CHANGE.rule, clusterTags: ['us', 'central'] },
          },
        })
        .expect(200);

      expect(body).toMatchObject({
        base: 'c0ffee',
        plan: {
          network: 'acme',
          added: [
            { application: 'till', cluster: 'dallas' },
            { application: 'till', cluster: 'hub' },
          ],
          removed: [],
          changed: [],
          unchangedCount: 4,
          errors: [],
          warnings: [
            { code: 'TARGETS_HUB', subject: 'till' },
            {
              code: 'UNREACHABLE_TARGET',
              message: 'dallas cannot be reached now.',
            },
          ],
        },
        clusters: [
          { name: 'dallas', role: 'edge', state: 'gone' },
          { name: 'hub', role: 'hub', state: 'reachable' },
        ],
      });
    });

    it('names everything that is wrong with a change', async () => {
      const app = await createApp({ store, fleet });

      const { body } = await request(app)
        .post('/networks/acme/plan')
        .send({
          change: {
            ...CHANGE,
            application: {
              ...CHANGE.application,
              name: 'Not A Name',
              namespace: 'Not A Namespace',
            },
          },
        })
        .expect(400);

      expect(body.error.message).toContain('name');
      expect(body.error.message).toContain('namespace');
    });

    it.each([
      ['who may not change it', { createChange: DENY }],
      ['who may change another', { createChange: allowOnly('beta') }],
      ['who may change but not read it', { read: allowOnly('beta') }],
    ])('turns away %s', async (_who, decisions) => {
      const app = await createApp({ store, fleet, ...decisions });

      const { status } = await request(app)
        .post('/networks/acme/plan')
        .send({ change: CHANGE });
      expect(status).toBe(403);
    });

    it('says that the forge is away', async () => {
      const app = await createApp({
        store,
        fleet: {
          ...fleet,
          head: async () => {
            throw new ServiceUnavailableError('git.example.com is away');
          },
        },
      });

      const { body } = await request(app)
        .post('/networks/acme/plan')
        .send({ change: CHANGE })
        .expect(503);
      expect(body.error.message).toContain('git.example.com is away');
    });

    it('says that no fleet repository is configured', async () => {
      const { body } = await request(await createApp({ store }))
        .post('/networks/acme/plan')
        .send({ change: CHANGE })
        .expect(503);
      expect(body.error.message).toContain('van.fleet.url');
    });
  });
});
