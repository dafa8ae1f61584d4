import {
  mockCredentials,
  mockServices,
  registerMswTestHooks,
} from '@backstage/backend-test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { DefaultVanService } from './DefaultVanService';

const server = setupServer();

const van = new DefaultVanService({
  auth: mockServices.auth({ pluginId: 'catalog' }),
  discovery: mockServices.discovery(),
});

describe('DefaultVanService', () => {
  registerMswTestHooks(server);

  it('asks in the name of the given credentials', async () => {
    let authorization: string | null = null;
    let url = '';
    server.use(
      http.get('*/api/van/networks/:network/clusters', ({ request }) => {
        authorization = request.headers.get('Authorization');
        url = request.url;
        return HttpResponse.json({ items: [], totalItems: 0 });
      }),
    );

    await van.getClusters(
      { network: 'acme', query: { states: ['gone', 'unknown'] } },
      { credentials: mockCredentials.user('user:default/ada') },
    );

    expect(authorization).toBe(
      mockCredentials.service.header({
        onBehalfOf: mockCredentials.user('user:default/ada'),
        targetPluginId: 'van',
      }),
    );
    expect(new URL(url).search).toBe('?states=gone&states=unknown');
  });

  it('rejects with the error of the answer', async () => {
    server.use(
      http.post('*/api/van/networks/acme/plan', () =>
        HttpResponse.json(
          {
            error: { name: 'NotAllowedError', message: 'You may not' },
            response: { statusCode: 403 },
          },
          { status: 403 },
        ),
      ),
    );

    await expect(
      van.plan(
        {
          network: 'acme',
          change: {
            kind: 'application.create',
            application: {
              name: 'web',
              tags: [],
              namespace: 'web',
              source: {
                repoURL: 'https://git.example.com/acme/apps',
                path: 'web',
                targetRevision: 'main',
              },
            },
          },
        },
        { credentials: mockCredentials.service() },
      ),
    ).rejects.toMatchObject({
      name: 'ResponseError',
      cause: { name: 'NotAllowedError', message: 'You may not' },
    });
  });
});
