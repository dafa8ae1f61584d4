import { ApiClient, OpenedWatch } from './__testUtils__/ApiClient';
import {
  startTestServer,
  widgetDefinition,
  widgetType,
} from './__testUtils__/startTestServer';
import { KubeApiServer } from './KubeApiServer';
import { JsonObject, listAt, textAt, valueAt } from './kubeObject';

const core = '/api/v1/namespaces';
const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const widgets = '/apis/example.com/v1/namespaces/default/widgets';

/** Waits for the event of that type and name. */
async function waitFor(
  watch: OpenedWatch,
  type: string,
  name: string,
): Promise<JsonObject> {
  for (;;) {
    const event = await watch.next();
    if (!event) {
      throw new Error(`The watch ended before ${type} ${name}`);
    }
    if (
      event.type === type &&
      textAt(event, 'object', 'metadata', 'name') === name
    ) {
      return event;
    }
  }
}

describe('lifecycles', () => {
  let server: KubeApiServer;
  let client: ApiClient;
  const watches: OpenedWatch[] = [];

  async function open(path: string): Promise<OpenedWatch> {
    const watch = await client.watch(`${path}?watch=true`);
    watches.push(watch);
    return watch;
  }

  async function createOwned(
    name: string,
    owner: JsonObject,
    extra: object = {},
  ) {
    return client.post(`${core}/default/configmaps`, {
      metadata: {
        name,
        ownerReferences: [
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            name: textAt(owner, 'metadata', 'name'),
            uid: textAt(owner, 'metadata', 'uid'),
            ...extra,
          },
        ],
      },
    });
  }

  beforeEach(async () => {
    ({ server, client } = await startTestServer());
  });

  afterEach(async () => {
    for (const watch of watches.splice(0)) {
      watch.close();
    }
    client.close();
    await server.stop();
  });

  it('has the namespaces and the Service of each cluster', async () => {
    const { body } = await client.get(core);
    expect(
      listAt(body, 'items').map(item => textAt(item, 'metadata', 'name')),
    ).toEqual(['default', 'kube-node-lease', 'kube-public', 'kube-system']);
    const service = await client.get(`${core}/default/services/kubernetes`);
    expect(service.body).toMatchObject({ spec: { ports: [{ port: 443 }] } });
  });

  it('fills a new namespace and empties a deleted one', async () => {
    const { body } = await client.post(core, { metadata: { name: 'shop' } });
    expect(body).toMatchObject({
      metadata: { labels: { 'kubernetes.io/metadata.name': 'shop' } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    });
    const account = await client.get(`${core}/shop/serviceaccounts/default`);
    expect(account.code).toBe(200);
    const ca = await client.get(`${core}/shop/configmaps/kube-root-ca.crt`);
    expect(valueAt(ca.body, 'data', 'ca.crt')).toBe(server.caPem);
    await client.post(`${core}/shop/secrets`, {
      metadata: { name: 'held', finalizers: ['example.com/hold'] },
    });
    const secrets = await open(`${core}/shop/secrets`);
    const watch = await open(core);
    const deleted = await client.delete(`${core}/shop`);
    expect(deleted.body).toMatchObject({ status: { phase: 'Terminating' } });
    const refused = await client.post(`${core}/shop/configmaps`, {
      metadata: { name: 'late' },
    });
    expect(refused.body).toMatchObject({
      code: 403,
      message:
        'configmaps "late" is forbidden: unable to create new content in namespace shop because it is being terminated',
      details: { causes: [{ reason: 'NamespaceTerminating' }] },
    });
    const held = `${core}/shop/secrets/held`;
    await waitFor(secrets, 'MODIFIED', 'held');
    await client.patch(held, { metadata: { finalizers: null } });
    await waitFor(watch, 'DELETED', 'shop');
    expect((await client.get(`${core}/shop`)).code).toBe(404);
  });

  it('deletes dependents in the background, through all generations', async () => {
    const configMaps = `${core}/default/configmaps`;
    const top = await client.post(configMaps, { metadata: { name: 'top' } });
    const middle = await createOwned('middle', top.body);
    await createOwned('leaf', middle.body);
    const watch = await open(configMaps);
    await client.delete(`${configMaps}/top`);
    await waitFor(watch, 'DELETED', 'leaf');
    expect((await client.get(`${configMaps}/middle`)).code).toBe(404);
  });

  it('deletes blocking dependents before their owner in the foreground', async () => {
    const configMaps = `${core}/default/configmaps`;
    const top = await client.post(configMaps, { metadata: { name: 'top' } });
    await createOwned('leaf', top.body, { blockOwnerDeletion: true });
    const watch = await open(configMaps);
    const deleted = await client.delete(`${configMaps}/top`, {
      propagationPolicy: 'Foreground',
    });
    expect(deleted.body).toMatchObject({
      metadata: { finalizers: ['foregroundDeletion'] },
    });
    await waitFor(watch, 'DELETED', 'leaf');
    await waitFor(watch, 'DELETED', 'top');
    expect((await client.get(`${configMaps}/top`)).code).toBe(404);
  });

  it('leaves orphans when asked to', async () => {
    const configMaps = `${core}/default/configmaps`;
    const top = await client.post(configMaps, { metadata: { name: 'top' } });
    await createOwned('leaf', top.body);
    const watch = await open(configMaps);
    await client.delete(`${configMaps}/top`, { propagationPolicy: 'Orphan' });
    await waitFor(watch, 'DELETED', 'top');
    const leaf = await client.get(`${configMaps}/leaf`);
    expect(valueAt(leaf.body, 'metadata', 'ownerReferences')).toBeUndefined();
  });

  it('deletes what names an owner that does not exist', async () => {
    const configMaps = `${core}/default/configmaps`;
    const watch = await open(configMaps);
    await createOwned('lost', { metadata: { name: 'none', uid: 'none' } });
    expect(await waitFor(watch, 'DELETED', 'lost')).toMatchObject({
      object: { metadata: { name: 'lost' } },
    });
  });

  it('stops the Pods of a node before they go', async () => {
    const pods = `${core}/default/pods`;
    const watch = await open(pods);
    await client.post(pods, {
      metadata: { name: 'web' },
      spec: { nodeName: 'n1', containers: [{ name: 'c', image: 'i' }] },
    });
    await client.delete(`${pods}/web`);
    const stopping = await waitFor(watch, 'MODIFIED', 'web');
    expect(stopping).toMatchObject({
      object: { metadata: { deletionGracePeriodSeconds: 30 } },
    });
    await waitFor(watch, 'DELETED', 'web');
  });

  it('serves a custom resource from its definition on, until it is deleted', async () => {
    expect((await client.get(widgets)).code).toBe(404);
    const watch = await open(definitions);
    await client.post(definitions, widgetDefinition);
    await waitFor(watch, 'MODIFIED', 'widgets.example.com');
    const { body } = await client.get(`${definitions}/widgets.example.com`);
    expect(body).toMatchObject({
      spec: { names: { listKind: 'WidgetList', singular: 'widget' } },
      status: {
        acceptedNames: { plural: 'widgets', shortNames: ['wd'] },
        conditions: [
          { type: 'NamesAccepted', status: 'True' },
          { type: 'Established', status: 'True' },
        ],
        storedVersions: ['v1'],
      },
    });
    const wrong = await client.post(widgets, {
      ...widgetType,
      metadata: { name: 'w' },
      spec: { size: 'big' },
    });
    expect(wrong.body).toMatchObject({
      code: 422,
      reason: 'Invalid',
      message:
        'Widget.example.com "w" is invalid: spec.size: Invalid value: "string": spec.size in body must be of type integer: "string"',
    });
    await client.post(widgets, {
      ...widgetType,
      metadata: { name: 'w' },
      spec: { size: 3, unknown: true, extra: { any: 1 } },
    });
    const stored = await client.get(`${widgets}/w`);
    expect(stored.body.spec).toEqual({
      size: 3,
      color: 'blue',
      extra: { any: 1 },
    });
    const objects = await open(widgets);
    await waitFor(objects, 'ADDED', 'w');
    await client.delete(`${definitions}/widgets.example.com`);
    await waitFor(objects, 'DELETED', 'w');
    await waitFor(watch, 'DELETED', 'widgets.example.com');
    expect(await objects.next()).toBeUndefined();
    expect((await client.get(widgets)).code).toBe(404);
  });

  it('refuses a definition that is not one', async () => {
    const answer = await client.post(definitions, {
      ...widgetDefinition,
      metadata: { name: 'other.example.com' },
    });
    expect(answer.body).toMatchObject({
      code: 422,
      message:
        'CustomResourceDefinition.apiextensions.k8s.io "other.example.com" is invalid: metadata.name: Invalid value: "other.example.com": must be spec.names.plural+"."+spec.group',
    });
  });
});
