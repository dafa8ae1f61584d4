import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  signalsServiceRef,
  type SignalsService,
} from '@backstage/plugin-signals-node';
import request from 'supertest';
import { createStore, seedAcme } from './__testUtils__/seed';
import { vanPlugin } from './plugin';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

async function startPlugin(options: {
  result: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
}) {
  const store = await createStore(databases, 'SQLITE_3');
  await seedAcme(store);
  const publish = jest.fn<
    ReturnType<SignalsService['publish']>,
    Parameters<SignalsService['publish']>
  >(async () => {});
  const signalled = new Promise<void>(resolve => {
    publish.mockImplementation(async () => resolve());
  });
  const scheduler = mockServices.scheduler();
  const { server } = await startTestBackend({
    features: [
      vanPlugin,
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      mockServices.database.mock({ getClient: async () => store.database })
        .factory,
      mockServices.permissions.factory(options),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({ publish }),
      }),
    ],
  });
  return { server, publish, signalled, scheduler };
}

describe('vanPlugin', () => {
  it('serves what is stored and tells open pages of a change', async () => {
    const { server, publish, signalled } = await startPlugin({
      result: AuthorizeResult.ALLOW,
    });
    await signalled;

    expect(publish.mock.calls).toEqual([
      [
        {
          recipients: { type: 'broadcast' },
          channel: 'van',
          message: { network: 'acme', version: 1 },
        },
      ],
    ]);
    const { body } = await request(server).get('/api/van/networks').expect(200);
    expect(body).toMatchObject({
      items: [{ name: 'acme', edgeCount: 3, reachableEdgeCount: 3 }],
    });
  });

  it('repeats the version for pages that could not listen', async () => {
    const { publish, signalled, scheduler } = await startPlugin({
      result: AuthorizeResult.ALLOW,
    });
    await signalled;
    const [told] = publish.mock.calls;
    publish.mockClear();

    await scheduler.triggerTask('van-signals');

    expect(publish.mock.calls).toEqual([told]);
  });

  it('registers the resource that policies decide by', async () => {
    const { server, signalled } = await startPlugin({
      result: AuthorizeResult.ALLOW,
    });
    await signalled;

    const { body } = await request(server)
      .get('/api/van/.well-known/backstage/permissions/metadata')
      .expect(200);

    expect(body.permissions.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['van.network.read', 'van.change.create']),
    );
    expect(body.rules).toEqual([
      expect.objectContaining({
        name: 'HAS_NAME',
        resourceType: 'van-network',
      }),
    ]);
    const decision = await request(server)
      .post('/api/van/.well-known/backstage/permissions/apply-conditions')
      .set('Authorization', mockCredentials.service.header())
      .send({
        items: ['acme', 'nowhere'].map(resourceRef => ({
          id: resourceRef,
          resourceRef,
          resourceType: 'van-network',
          conditions: {
            rule: 'HAS_NAME',
            resourceType: 'van-network',
            params: { names: ['acme'] },
          },
        })),
      })
      .expect(200);
    expect(decision.body.items).toEqual([
      { id: 'acme', result: 'ALLOW' },
      { id: 'nowhere', result: 'DENY' },
    ]);
  });

  it('turns away who may not read', async () => {
    const { server } = await startPlugin({ result: AuthorizeResult.DENY });

    for (const route of ['/api/van/networks', '/api/van/networks/acme']) {
      const { status } = await request(server).get(route);
      expect(status).toBe(403);
    }
  });
});
