import { ContractCluster } from '../__testUtils__/ContractCluster';
import {
  describeServers,
  startTimeout,
} from '../__testUtils__/describeServers';
import { refusal } from '../__testUtils__/refusal';

const notFound = refusal({
  code: 404,
  reason: 'NotFound',
  message: 'the server could not find the requested resource',
  details: {},
});

const notAllowed = refusal({
  code: 405,
  reason: 'MethodNotAllowed',
  message: 'the server does not allow this method on the requested resource',
  details: {},
});

describeServers('paths', servers => {
  let cluster: ContractCluster;

  beforeAll(async () => {
    cluster = await servers.startCluster({ controllers: false });
  }, startTimeout);

  it.each([
    '/api/v1/things',
    '/api/v1/namespaces/default/things',
    '/api/v1/namespaces/default/things/x',
    '/api/v1/namespaces/default/nodes',
    '/api/v1/namespaces/default/configmaps/x/status',
    '/api/v1/namespaces/default/configmaps/x/parts',
    '/api/v1/namespaces/default/configmaps/x/a/b/c',
    '/api/v2',
    '/apis/apps/v2',
    '/apis/apps/v2/deployments',
    '/apis/apps/v1/things',
  ])('knows the group of %s, and nothing of that name', async path => {
    const answer = await cluster.admin.get(path);
    expect(answer.body).toEqual(notFound);
  });

  it.each([
    '/nowhere',
    '/apis/nowhere.example',
    '/apis/nowhere.example/v1',
    '/apis/nowhere.example/v1/things',
  ])('does not know %s at all', async path => {
    expect(await cluster.admin.get(path)).toMatchObject({
      code: 404,
      type: 'text/plain; charset=utf-8',
      text: '404 page not found\n',
    });
  });

  it.each([
    ['POST', '/api/v1/namespaces/default/configmaps/x'],
    ['PUT', '/api/v1/namespaces/default/configmaps'],
    ['PATCH', '/api/v1/namespaces/default/configmaps'],
    ['DELETE', '/api/v1/configmaps'],
    ['POST', '/api/v1/configmaps'],
    ['DELETE', '/api/v1/namespaces'],
    ['OPTIONS', '/api/v1/namespaces/default/configmaps'],
  ])('does not %s %s', async (method, path) => {
    const answer = await cluster.admin.send(path, { method });
    expect(answer.body).toEqual(notAllowed);
  });

  it('does not answer HEAD', async () => {
    const answer = await cluster.admin.send('/api/v1/namespaces/default', {
      method: 'HEAD',
    });
    expect(answer).toMatchObject({ code: 405, text: '' });
  });

  it('keeps the namespaces of every cluster', async () => {
    for (const name of ['default', 'kube-system', 'kube-public']) {
      const answer = await cluster.admin.delete(`/api/v1/namespaces/${name}`);
      expect(answer.body).toEqual(
        refusal({
          code: 403,
          reason: 'Forbidden',
          message: `namespaces "${name}" is forbidden: this namespace may not be deleted`,
          details: { name, kind: 'namespaces' },
        }),
      );
    }
  });

  it('says that it is well', async () => {
    for (const path of ['/healthz', '/livez', '/readyz']) {
      expect(await cluster.admin.get(path)).toMatchObject({
        code: 200,
        type: 'text/plain; charset=utf-8',
        text: 'ok',
      });
    }
  });
});
