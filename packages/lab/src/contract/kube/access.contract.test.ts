import { ContractCluster } from '../__testUtils__/ContractCluster';
import {
  describeServers,
  startTimeout,
} from '../__testUtils__/describeServers';
import { createNamespace } from '../__testUtils__/namespaces';
import { refusal } from '../__testUtils__/refusal';
import { until } from '../__testUtils__/until';

const configMaps = '/api/v1/namespaces/access/configmaps';
const deployments = '/apis/apps/v1/namespaces/access/deployments';
const reviews = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
const rbac = '/apis/rbac.authorization.k8s.io/v1';

function forbidden(options: { subject: string; why: string; details: object }) {
  return refusal({
    code: 403,
    reason: 'Forbidden',
    message: `${options.subject} is forbidden: ${options.why}`,
    details: options.details,
  });
}

describeServers('access', servers => {
  let cluster: ContractCluster;

  beforeAll(async () => {
    cluster = await servers.startCluster();
    await createNamespace(cluster, 'access');
  }, startTimeout);

  it('answers 401 to a token that it does not know', async () => {
    for (const path of ['/api', configMaps, '/version', '/nowhere']) {
      const answer = await cluster.anonymous.get(path, { token: 'unknown' });
      expect(answer.body).toEqual(
        refusal({ code: 401, reason: 'Unauthorized', message: 'Unauthorized' }),
      );
    }
  });

  it('takes what is no token for nobody', async () => {
    const answer = await cluster.anonymous.get('/api', {
      headers: { authorization: 'Basic YTpi' },
    });
    expect(answer.body).toMatchObject({
      code: 403,
      message: 'forbidden: User "system:anonymous" cannot get path "/api"',
    });
  });

  it('lets everybody ask for version and health, and nothing else', async () => {
    for (const path of ['/version', '/healthz', '/livez', '/readyz']) {
      expect((await cluster.anonymous.get(path)).code).toBe(200);
    }
    for (const path of ['/api', '/apis', '/nowhere', '/metrics']) {
      const { body } = await cluster.anonymous.get(path);
      expect(body).toEqual(
        refusal({
          code: 403,
          reason: 'Forbidden',
          message: `forbidden: User "system:anonymous" cannot get path "${path}"`,
          details: {},
        }),
      );
    }
  });

  it('lets the known discover what there is', async () => {
    for (const path of ['/api', '/apis', '/api/v1', '/apis/apps/v1']) {
      expect((await cluster.nobody.get(path)).code).toBe(200);
    }
  });

  it.each([
    [
      'list',
      'GET',
      configMaps,
      {
        subject: 'configmaps',
        why: 'User "nobody" cannot list resource "configmaps" in API group "" in the namespace "access"',
        details: { kind: 'configmaps' },
      },
    ],
    [
      'watch',
      'GET',
      `${configMaps}?watch=true`,
      {
        subject: 'configmaps',
        why: 'User "nobody" cannot watch resource "configmaps" in API group "" in the namespace "access"',
        details: { kind: 'configmaps' },
      },
    ],
    [
      'get',
      'GET',
      `${deployments}/web`,
      {
        subject: 'deployments.apps "web"',
        why: 'User "nobody" cannot get resource "deployments" in API group "apps" in the namespace "access"',
        details: { name: 'web', group: 'apps', kind: 'deployments' },
      },
    ],
    [
      'get a part',
      'GET',
      `${deployments}/web/status`,
      {
        subject: 'deployments.apps "web"',
        why: 'User "nobody" cannot get resource "deployments/status" in API group "apps" in the namespace "access"',
        details: { name: 'web', group: 'apps', kind: 'deployments' },
      },
    ],
    [
      'list everywhere',
      'GET',
      '/api/v1/nodes',
      {
        subject: 'nodes',
        why: 'User "nobody" cannot list resource "nodes" in API group "" at the cluster scope',
        details: { kind: 'nodes' },
      },
    ],
    [
      'list what nobody serves',
      'GET',
      '/apis/nowhere.example/v1/things',
      {
        subject: 'things.nowhere.example',
        why: 'User "nobody" cannot list resource "things" in API group "nowhere.example" at the cluster scope',
        details: { group: 'nowhere.example', kind: 'things' },
      },
    ],
    [
      'create',
      'POST',
      configMaps,
      {
        subject: 'configmaps',
        why: 'User "nobody" cannot create resource "configmaps" in API group "" in the namespace "access"',
        details: { kind: 'configmaps' },
      },
    ],
    [
      'update',
      'PUT',
      `${configMaps}/a`,
      {
        subject: 'configmaps "a"',
        why: 'User "nobody" cannot update resource "configmaps" in API group "" in the namespace "access"',
        details: { name: 'a', kind: 'configmaps' },
      },
    ],
    [
      'patch',
      'PATCH',
      `${configMaps}/a`,
      {
        subject: 'configmaps "a"',
        why: 'User "nobody" cannot patch resource "configmaps" in API group "" in the namespace "access"',
        details: { name: 'a', kind: 'configmaps' },
      },
    ],
    [
      'delete',
      'DELETE',
      `${configMaps}/a`,
      {
        subject: 'configmaps "a"',
        why: 'User "nobody" cannot delete resource "configmaps" in API group "" in the namespace "access"',
        details: { name: 'a', kind: 'configmaps' },
      },
    ],
    [
      'delete all',
      'DELETE',
      configMaps,
      {
        subject: 'configmaps',
        why: 'User "nobody" cannot deletecollection resource "configmaps" in API group "" in the namespace "access"',
        details: { kind: 'configmaps' },
      },
    ],
    [
      'forward a port',
      'POST',
      '/api/v1/namespaces/access/pods/web/portforward',
      {
        subject: 'pods "web"',
        why: 'User "nobody" cannot create resource "pods/portforward" in API group "" in the namespace "access"',
        details: { name: 'web', kind: 'pods' },
      },
    ],
  ])('says what may not be done: %s', async (_what, method, path, why) => {
    const answer = await cluster.nobody.send(path, { method });
    expect(answer.body).toEqual(forbidden(why));
  });

  it('lets a reader read and nothing more', async () => {
    for (const path of [configMaps, '/api/v1/secrets', '/api/v1/nodes']) {
      expect((await cluster.reader.get(path)).code).toBe(200);
    }
    const written = await cluster.reader.post(configMaps, {
      metadata: { name: 'x' },
    });
    expect(written.body).toEqual(
      forbidden({
        subject: 'configmaps',
        why: 'User "reader" cannot create resource "configmaps" in API group "" in the namespace "access"',
        details: { kind: 'configmaps' },
      }),
    );
  });

  it.each([
    ['admin', 'create', true],
    ['reader', 'list', true],
    ['reader', 'create', false],
    ['nobody', 'list', false],
  ] as const)('tells %s whether it may %s', async (user, verb, allowed) => {
    const answer = await cluster[user].post(reviews, {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: {
        resourceAttributes: { namespace: 'access', verb, resource: 'pods' },
      },
    });
    expect(answer).toMatchObject({
      code: 201,
      body: {
        spec: {
          resourceAttributes: { namespace: 'access', verb, resource: 'pods' },
        },
        status: { allowed },
      },
    });
  });

  it('asks the roles', async () => {
    const { admin, nobody } = cluster;
    await admin.post(configMaps, { metadata: { name: 'named' } });
    await admin.post(configMaps, { metadata: { name: 'other' } });
    await admin.post(`${rbac}/clusterroles`, {
      metadata: { name: 'see-one' },
      rules: [
        {
          verbs: ['get'],
          apiGroups: [''],
          resources: ['configmaps'],
          resourceNames: ['named'],
        },
        { verbs: ['list'], apiGroups: ['*'], resources: ['*/scale', 'pods'] },
      ],
    });
    await admin.post(`${rbac}/namespaces/access/rolebindings`, {
      metadata: { name: 'see-one' },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'see-one',
      },
      subjects: [
        {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'User',
          name: 'nobody',
        },
      ],
    });
    const named = await until(
      () => nobody.get(`${configMaps}/named`),
      ({ code }) => code === 200,
    );
    expect(named.body).toMatchObject({ metadata: { name: 'named' } });
    expect((await nobody.get('/api/v1/namespaces/access/pods')).code).toBe(200);
    const codes = [];
    for (const path of [
      `${configMaps}/other`,
      configMaps,
      '/api/v1/pods',
      '/api/v1/namespaces/default/pods',
    ]) {
      codes.push((await nobody.get(path)).code);
    }
    expect(codes).toEqual([403, 403, 403, 403]);
  });

  it('tells of bindings to roles that are not there', async () => {
    const { admin, nobody } = cluster;
    await admin.post(`${rbac}/clusterrolebindings`, {
      metadata: { name: 'dangling' },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'missing',
      },
      subjects: [
        {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'Group',
          name: 'system:authenticated',
        },
      ],
    });
    const why =
      'User "nobody" cannot list resource "secrets" in API group "" in the namespace "access": RBAC: clusterrole.rbac.authorization.k8s.io "missing" not found';
    const answer = await until(
      () => nobody.get('/api/v1/namespaces/access/secrets'),
      ({ text }) => text.includes('RBAC'),
    );
    expect(answer.body).toEqual(
      forbidden({ subject: 'secrets', why, details: { kind: 'secrets' } }),
    );
  });
});
