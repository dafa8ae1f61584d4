import { ApiClient } from './__testUtils__/ApiClient';
import {
  startTestServer,
  widgetDefinition,
  widgetType,
} from './__testUtils__/startTestServer';
import { KubeApiServer } from './KubeApiServer';
import { textAt, valueAt } from './kubeObject';

const configMaps = '/api/v1/namespaces/default/configmaps';
const deployments = '/apis/apps/v1/namespaces/default/deployments';
const widgets = '/apis/example.com/v1/namespaces/default/widgets';

function deployment(name: string) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'c', image: 'i:1' }] },
      },
    },
  };
}

describe('writing objects', () => {
  let server: KubeApiServer;
  let client: ApiClient;

  beforeAll(async () => {
    ({ server, client } = await startTestServer());
    await client.post(
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
      widgetDefinition,
    );
  });

  afterAll(async () => {
    client.close();
    await server.stop();
  });

  it('creates, reads, replaces, patches and deletes', async () => {
    const created = await client.post(configMaps, {
      metadata: { name: 'one', labels: { a: 'b' } },
      data: { x: '1' },
    });
    expect(created.code).toBe(201);
    expect(created.body).toMatchObject({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'one',
        namespace: 'default',
        uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
        resourceVersion: expect.stringMatching(/^\d+$/),
        creationTimestamp: expect.stringMatching(/^\d{4}-.*:\d\dZ$/),
      },
      data: { x: '1' },
    });
    expect((await client.get(`${configMaps}/one`)).body).toEqual(created.body);
    const replaced = await client.put(`${configMaps}/one`, {
      ...created.body,
      data: { y: '2' },
    });
    expect(replaced).toMatchObject({ code: 200, body: { data: { y: '2' } } });
    expect(textAt(replaced.body, 'metadata', 'uid')).toBe(
      textAt(created.body, 'metadata', 'uid'),
    );
    const patched = await client.patch(`${configMaps}/one`, {
      data: { y: null, z: '3' },
    });
    expect(patched.body.data).toEqual({ z: '3' });
    const deleted = await client.delete(`${configMaps}/one`);
    expect(deleted.body).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      details: {
        name: 'one',
        kind: 'configmaps',
        uid: textAt(created.body, 'metadata', 'uid'),
      },
    });
    expect((await client.get(`${configMaps}/one`)).code).toBe(404);
  });

  it('refuses a write that was based on an older state', async () => {
    const { body } = await client.post(configMaps, {
      metadata: { name: 'conflict' },
    });
    await client.patch(`${configMaps}/conflict`, { data: { a: '1' } });
    expect((await client.put(`${configMaps}/conflict`, body)).body).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message:
        'Operation cannot be fulfilled on configmaps "conflict": the object has been modified; please apply your changes to the latest version and try again',
      reason: 'Conflict',
      details: { name: 'conflict', kind: 'configmaps' },
      code: 409,
    });
  });

  it('does not count a write that changes nothing', async () => {
    const { body } = await client.post(configMaps, {
      metadata: { name: 'same' },
      data: { a: '1' },
    });
    const again = await client.patch(`${configMaps}/same`, {
      data: { a: '1' },
    });
    expect(again.body).toEqual(body);
  });

  it.each([
    [
      'POST',
      configMaps,
      { metadata: { name: 'kube-root-ca.crt' } },
      409,
      'configmaps "kube-root-ca.crt" already exists',
    ],
    [
      'GET',
      `${configMaps}/none`,
      undefined,
      404,
      'configmaps "none" not found',
    ],
    [
      'GET',
      `${deployments}/none`,
      undefined,
      404,
      'deployments.apps "none" not found',
    ],
    [
      'POST',
      '/api/v1/namespaces/none/configmaps',
      { metadata: { name: 'x' } },
      404,
      'namespaces "none" not found',
    ],
    [
      'POST',
      configMaps,
      { metadata: {} },
      422,
      'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required',
    ],
    [
      'POST',
      configMaps,
      { metadata: { name: 'Not_Valid' } },
      422,
      'ConfigMap "Not_Valid" is invalid: metadata.name: Invalid value: "Not_Valid": a lowercase RFC 1123 subdomain must consist',
    ],
    [
      'POST',
      configMaps,
      { apiVersion: 'v2', metadata: { name: 'x' } },
      400,
      'ConfigMap in version "v2" cannot be handled as a ConfigMap: no kind "ConfigMap" is registered for version "v2" in scheme "pkg/runtime/scheme.go:111"',
    ],
    [
      'POST',
      configMaps,
      { metadata: { name: 'x', namespace: 'other' } },
      400,
      'the namespace of the provided object does not match the namespace sent on the request',
    ],
    [
      'DELETE',
      '/api/v1/namespaces/default',
      undefined,
      403,
      'namespaces "default" is forbidden: this namespace may not be deleted',
    ],
    [
      'PUT',
      configMaps,
      {},
      405,
      'the server does not allow this method on the requested resource',
    ],
    [
      'PUT',
      `${configMaps}/kube-root-ca.crt`,
      { metadata: { name: 'other' } },
      400,
      'the name of the object (other) does not match the name on the URL (kube-root-ca.crt)',
    ],
    [
      'POST',
      deployments,
      { metadata: { name: 'x' }, spec: { selector: {} } },
      422,
      'Deployment.apps "x" is invalid: spec.template.spec.containers: Required value',
    ],
  ])('%s %s %j answers %d', async (method, path, body, code, message) => {
    const answer = await client.send(path, { method, body });
    expect(answer.code).toBe(code);
    expect(answer.body).toMatchObject({
      kind: 'Status',
      status: 'Failure',
      code,
      message: expect.stringContaining(message),
    });
  });

  it('refuses bodies in forms that it does not read', async () => {
    const answer = await client.patch(
      `${configMaps}/kube-root-ca.crt`,
      {},
      'unknown',
    );
    expect(answer.body).toMatchObject({
      code: 415,
      reason: 'UnsupportedMediaType',
    });
    const notAccepted = await client.get(configMaps, {
      headers: { accept: 'application/vnd.kubernetes.protobuf' },
    });
    expect(notAccepted.body).toMatchObject({ code: 406 });
  });

  it('completes generated names', async () => {
    const { body } = await client.post(configMaps, {
      metadata: { generateName: 'many-' },
    });
    expect(textAt(body, 'metadata', 'name')).toMatch(/^many-[a-z0-9]{5}$/);
  });

  it('only tells what a dry run would do', async () => {
    const tried = await client.post(`${configMaps}?dryRun=All`, {
      metadata: { name: 'dry' },
    });
    expect(tried.code).toBe(201);
    expect((await client.get(`${configMaps}/dry`)).code).toBe(404);
  });

  it('keeps status and spec apart and counts generations of the spec', async () => {
    const created = await client.post(deployments, {
      ...deployment('gen'),
      status: { replicas: 9 },
    });
    expect(created.body).toMatchObject({
      metadata: { generation: 1 },
      spec: { replicas: 1, strategy: { type: 'RollingUpdate' } },
      status: {},
    });
    const path = `${deployments}/gen`;
    const status = await client.patch(`${path}/status`, {
      spec: { replicas: 7 },
      status: { replicas: 1 },
    });
    expect(status.body).toMatchObject({
      metadata: { generation: 1 },
      spec: { replicas: 1 },
      status: { replicas: 1 },
    });
    const labelled = await client.patch(path, {
      metadata: { labels: { a: 'b' } },
      status: { replicas: 5 },
    });
    expect(labelled.body).toMatchObject({
      metadata: { generation: 1 },
      status: { replicas: 1 },
    });
    const scaled = await client.patch(`${path}/scale`, {
      spec: { replicas: 4 },
    });
    expect(scaled.body).toMatchObject({
      kind: 'Scale',
      spec: { replicas: 4 },
      status: { replicas: 1, selector: 'app=gen' },
    });
    expect((await client.get(path)).body).toMatchObject({
      metadata: { generation: 2 },
      spec: { replicas: 4 },
    });
  });

  it('takes updates of custom resources only with a resourceVersion', async () => {
    const widget = {
      ...widgetType,
      metadata: { name: 'w' },
      spec: { size: 1 },
    };
    const created = await client.post(widgets, widget);
    expect(created.body.spec).toEqual({ size: 1, color: 'blue' });
    const answer = await client.put(`${widgets}/w`, widget);
    expect(answer.body).toMatchObject({
      code: 422,
      message:
        'widgets.example.com "w" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update',
    });
    const strategic = await client.patch(
      `${widgets}/w`,
      {},
      'strategic-merge-patch',
    );
    expect(strategic.code).toBe(415);
  });

  it('keeps an object with finalizers until they are gone', async () => {
    const path = `${configMaps}/held`;
    await client.post(configMaps, {
      metadata: { name: 'held', finalizers: ['example.com/hold'] },
    });
    const deleted = await client.delete(path);
    expect(deleted.body).toMatchObject({
      kind: 'ConfigMap',
      metadata: {
        deletionTimestamp: expect.any(String),
        deletionGracePeriodSeconds: 0,
      },
    });
    const added = await client.patch(path, {
      metadata: { finalizers: ['example.com/hold', 'example.com/new'] },
    });
    expect(added.body).toMatchObject({
      code: 422,
      message: expect.stringContaining(
        'no new finalizers can be added if the object is being deleted, found new finalizers []string{"example.com/new"}',
      ),
    });
    await client.patch(path, { metadata: { finalizers: null } });
    expect((await client.get(path)).code).toBe(404);
  });

  it('deletes only the object that was meant', async () => {
    const { body } = await client.post(configMaps, {
      metadata: { name: 'meant' },
    });
    const refused = await client.delete(`${configMaps}/meant`, {
      preconditions: { uid: 'other' },
    });
    expect(refused.body).toMatchObject({
      code: 409,
      message: `Operation cannot be fulfilled on ConfigMap "meant": the UID in the precondition (other) does not match the UID in record (${valueAt(
        body,
        'metadata',
        'uid',
      )}). The object might have been deleted and then recreated`,
    });
  });

  it('deletes a selection', async () => {
    for (const name of ['s1', 's2', 's3']) {
      await client.post(configMaps, {
        metadata: { name, labels: { set: name === 's3' ? 'no' : 'yes' } },
      });
    }
    await client.delete(`${configMaps}?labelSelector=set%3Dyes`);
    expect((await client.get(`${configMaps}/s1`)).code).toBe(404);
    expect((await client.get(`${configMaps}/s3`)).code).toBe(200);
  });

  it('answers a path that it does not serve as the real server does', async () => {
    const things = await client.get('/api/v1/namespaces/default/things');
    expect(things.body).toMatchObject({
      code: 404,
      reason: 'NotFound',
      message: 'the server could not find the requested resource',
    });
    expect(await client.get('/apis/nowhere.example/v1/things')).toMatchObject({
      code: 404,
      text: '404 page not found\n',
    });
  });
});
