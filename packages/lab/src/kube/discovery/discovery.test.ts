import { ApiClient } from '../__testUtils__/ApiClient';
import {
  startTestServer,
  widgetDefinition,
} from '../__testUtils__/startTestServer';
import { KubeApiServer } from '../KubeApiServer';

describe('discovery', () => {
  let server: KubeApiServer;
  let client: ApiClient;

  beforeAll(async () => {
    ({ server, client } = await startTestServer({ gitVersion: 'v1.31.7' }));
    await client.post(
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
      widgetDefinition,
    );
  });

  afterAll(async () => {
    client.close();
    await server.stop();
  });

  it('says which version it stands for', async () => {
    expect((await client.get('/version')).body).toMatchObject({
      major: '1',
      minor: '31',
      gitVersion: 'v1.31.7',
    });
  });

  it('lists groups, custom ones too', async () => {
    expect((await client.get('/api')).body).toMatchObject({
      kind: 'APIVersions',
      versions: ['v1'],
    });
    const groups = await client.get('/apis');
    expect(groups.body).toMatchObject({
      kind: 'APIGroupList',
      groups: expect.arrayContaining([
        {
          name: 'example.com',
          versions: [{ groupVersion: 'example.com/v1', version: 'v1' }],
          preferredVersion: { groupVersion: 'example.com/v1', version: 'v1' },
        },
      ]),
    });
    expect((await client.get('/apis/example.com')).body).toMatchObject({
      kind: 'APIGroup',
      name: 'example.com',
    });
    expect((await client.get('/apis/none.example.com')).code).toBe(404);
  });

  it('lists resources with their parts', async () => {
    expect((await client.get('/api/v1')).body).toMatchObject({
      kind: 'APIResourceList',
      groupVersion: 'v1',
      resources: expect.arrayContaining([
        {
          name: 'pods',
          singularName: 'pod',
          namespaced: true,
          kind: 'Pod',
          verbs: [
            'create',
            'delete',
            'deletecollection',
            'get',
            'list',
            'patch',
            'update',
            'watch',
          ],
          shortNames: ['po'],
          categories: ['all'],
        },
        expect.objectContaining({ name: 'pods/portforward' }),
        expect.objectContaining({ name: 'nodes', namespaced: false }),
      ]),
    });
    const widgets = await client.get('/apis/example.com/v1');
    expect(widgets.body.resources).toEqual([
      expect.objectContaining({ name: 'widgets', shortNames: ['wd'] }),
      expect.objectContaining({
        name: 'widgets/status',
        verbs: ['get', 'patch', 'update'],
      }),
    ]);
  });
});
