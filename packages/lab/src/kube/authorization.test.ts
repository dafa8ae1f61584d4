import { ApiClient } from './__testUtils__/ApiClient';
import { startTestServer } from './__testUtils__/startTestServer';
import { KubeApiServer } from './KubeApiServer';

const pods = '/api/v1/namespaces/default/pods';

describe('authorization', () => {
  let server: KubeApiServer;
  let client: ApiClient;

  beforeAll(async () => {
    ({ server, client } = await startTestServer());
  });

  afterAll(async () => {
    client.close();
    await server.stop();
  });

  it('answers 401 to a token that it does not know', async () => {
    const answer = await client.get('/api', { token: 'unknown' });
    expect(answer.code).toBe(401);
    expect(answer.body).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'Unauthorized',
      reason: 'Unauthorized',
      code: 401,
    });
  });

  it('lets anyone ask for version and health, and nothing else', async () => {
    const version = await client.get('/version', { token: '' });
    expect(version.body).toMatchObject({ gitVersion: 'v1.34.1', minor: '34' });
    const health = await client.get('/readyz', { token: '' });
    expect(health).toMatchObject({ code: 200, text: 'ok' });
    const discovery = await client.get('/api', { token: '' });
    expect(discovery).toMatchObject({
      code: 403,
      body: {
        message: 'forbidden: User "system:anonymous" cannot get path "/api"',
        reason: 'Forbidden',
      },
    });
  });

  it('lets a reader read, secrets too, and refuses its writes', async () => {
    const token = 'reader-token';
    for (const path of [pods, '/api/v1/secrets', '/apis', '/api/v1/nodes']) {
      expect((await client.get(path, { token })).code).toBe(200);
    }
    const refused = await client.send(`${pods}/web`, {
      method: 'DELETE',
      token,
    });
    expect(refused.code).toBe(403);
    expect(refused.body).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message:
        'pods "web" is forbidden: User "reader" cannot delete resource "pods" in API group "" in the namespace "default"',
      reason: 'Forbidden',
      details: { name: 'web', kind: 'pods' },
      code: 403,
    });
    const clusterScoped = await client.send(
      '/apis/rbac.authorization.k8s.io/v1/clusterroles',
      { method: 'POST', token, body: {} },
    );
    expect(clusterScoped.body.message).toBe(
      'clusterroles.rbac.authorization.k8s.io is forbidden: User "reader" cannot create resource "clusterroles" in API group "rbac.authorization.k8s.io" at the cluster scope',
    );
  });

  it('gives a known user without rights discovery only', async () => {
    const token = 'nobody-token';
    expect((await client.get('/apis', { token })).code).toBe(200);
    expect((await client.get(pods, { token })).body.message).toBe(
      'pods is forbidden: User "nobody" cannot list resource "pods" in API group "" in the namespace "default"',
    );
  });

  it('counts who asked for what', async () => {
    server.requests.reset();
    await client.get(pods);
    await client.get(pods);
    await client.get(pods, { token: 'reader-token' });
    expect(server.requests.count({ user: 'admin', resource: 'pods' })).toBe(2);
    expect(server.requests.snapshot().requests).toContainEqual({
      user: 'reader',
      verb: 'list',
      resource: 'pods',
      count: 1,
    });
    server.requests.reset();
    expect(server.requests.count({})).toBe(0);
  });
});
