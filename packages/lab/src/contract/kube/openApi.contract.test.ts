import {
  isJsonObject,
  listAt,
  objectAt,
  textAt,
  valueAt,
} from '../../kube/kubeObject';
import { builtinSchemas } from '../../kube/openApi/builtinSchemas';
import { ContractCluster } from '../__testUtils__/ContractCluster';
import {
  describeServers,
  startTimeout,
} from '../__testUtils__/describeServers';
import { until } from '../__testUtils__/until';
import { defineWidgets } from '../__testUtils__/widgets';

const aggregated =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** Schemas that name the kinds of their own document. */
const variable = /\.(DeleteOptions|WatchEvent)$/;

/** The schema without its prose. */
function facts(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(facts);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([field, content]) =>
          field !== 'description' || typeof content !== 'string',
      )
      .map(([field, content]) => [field, facts(content)]),
  );
}

describeServers('descriptions of the API', servers => {
  let cluster: ContractCluster;

  beforeAll(async () => {
    cluster = await servers.startCluster({ controllers: false });
    await defineWidgets(cluster);
  }, startTimeout);

  const get = (path: string, headers: Record<string, string> = {}) =>
    cluster.admin.get(path, { headers });
  const discovered = async (path: string) => {
    const answer = await get(path, { accept: aggregated });
    const parsed: unknown = JSON.parse(answer.text);
    return { type: answer.type, groups: listAt(parsed, 'items') };
  };

  it('leads to a document for each version of a group', async () => {
    const answer = await until(
      () => get('/openapi/v3'),
      ({ text }) => text.includes('apis/example.com/v1'),
    );
    const paths = objectAt(JSON.parse(answer.text), 'paths');
    for (const key of ['api/v1', 'apis/apps/v1', 'apis/example.com/v1']) {
      const address = textAt(paths, key, 'serverRelativeURL');
      expect(address).toMatch(
        new RegExp(`^/openapi/v3/${key}\\?hash=[0-9A-F]{128}$`),
      );
      expect((await get(address)).body).toMatchObject({ openapi: '3.0.0' });
    }
    expect((await get('/openapi/v3/apis/none.example.com/v1')).code).toBe(404);
  });

  it('answers that a document is still the same', async () => {
    const path = '/openapi/v3/apis/apps/v1';
    const index: unknown = JSON.parse((await get('/openapi/v3')).text);
    const address = textAt(index, 'paths', 'apis/apps/v1', 'serverRelativeURL');
    const [, hash] = address.split('=');
    const same = await get(path, { 'if-none-match': `"${hash}"` });
    expect(same.code).toBe(304);
    expect((await get(path, { 'if-none-match': '"other"' })).code).toBe(200);
  });

  it.each(['api/v1', 'apis/apps/v1', 'apis/rbac.authorization.k8s.io/v1'])(
    'describes in %s the kinds as the lab merges and checks them',
    async key => {
      const { body } = await get(`/openapi/v3/${key}`);
      const schemas = objectAt(body, 'components', 'schemas');
      expect(Object.keys(schemas)).toEqual(
        expect.arrayContaining([
          'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta',
          'io.k8s.apimachinery.pkg.apis.meta.v1.Status',
        ]),
      );
      const known = Object.keys(schemas).filter(
        name => !variable.test(name) && builtinSchemas().has(name),
      );
      expect(known.length).toBeGreaterThan(10);
      for (const name of known) {
        expect({ [name]: facts(schemas[name]) }).toEqual({
          [name]: builtinSchemas().get(name),
        });
      }
    },
  );

  it('describes custom resources with their prose', async () => {
    const { body } = await get('/openapi/v3/apis/example.com/v1');
    const name = 'com.example.v1.Widget';
    const widget = objectAt(body, 'components', 'schemas', name);
    expect(widget).toMatchObject({
      description: 'A widget.',
      type: 'object',
      properties: {
        apiVersion: { type: 'string' },
        kind: { type: 'string' },
        metadata: {
          allOf: [
            {
              $ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta',
            },
          ],
        },
        spec: {
          description: 'What it should be.',
          properties: {
            size: { type: 'integer', description: 'How big.' },
            names: { 'x-kubernetes-list-type': 'set' },
          },
        },
      },
      'x-kubernetes-group-version-kind': [
        { group: 'example.com', version: 'v1', kind: 'Widget' },
      ],
    });
    expect(Object.keys(objectAt(body, 'components', 'schemas'))).toEqual(
      expect.arrayContaining([
        'com.example.v1.WidgetList',
        'io.k8s.api.autoscaling.v1.Scale',
        'io.k8s.apimachinery.pkg.apis.meta.v1.OwnerReference',
      ]),
    );
  });

  it.each([
    [
      'apps/v1',
      'deployments',
      'Deployment',
      [
        'application/apply-patch+yaml',
        'application/json-patch+json',
        'application/merge-patch+json',
        'application/strategic-merge-patch+json',
      ],
    ],
    [
      'example.com/v1',
      'widgets',
      'Widget',
      [
        'application/apply-patch+yaml',
        'application/json-patch+json',
        'application/merge-patch+json',
      ],
    ],
  ])('says how in %s %s are patched', async (group, plural, kind, types) => {
    const { body } = await get(`/openapi/v3/apis/${group}`);
    const path = `/apis/${group}/namespaces/{namespace}/${plural}/{name}`;
    const patch = objectAt(body, 'paths', path, 'patch');
    const [name, version] = group.split('/');
    expect(patch).toMatchObject({
      'x-kubernetes-action': 'patch',
      'x-kubernetes-group-version-kind': { group: name, version, kind },
    });
    expect(
      listAt(patch, 'parameters')
        .map(parameter => textAt(parameter, 'name'))
        .sort(),
    ).toEqual(['dryRun', 'fieldManager', 'fieldValidation', 'force']);
    // Version 1.36 speaks CBOR too where nobody has to read it.
    expect(
      Object.keys(objectAt(patch, 'requestBody', 'content')).filter(
        type => !type.endsWith('+cbor'),
      ),
    ).toEqual(types);
  });

  it('describes the same in the older form', async () => {
    const answer = await until(
      () => get('/openapi/v2'),
      ({ body }) => 'com.example.v1.Widget' in objectAt(body, 'definitions'),
    );
    expect(answer.body).toMatchObject({ swagger: '2.0' });
    const definition = (name: string) =>
      facts(valueAt(answer.body, 'definitions', name));
    expect(definition('io.k8s.api.core.v1.ServicePort')).toEqual({
      type: 'object',
      required: ['port'],
      properties: {
        appProtocol: { type: 'string' },
        name: { type: 'string' },
        nodePort: { type: 'integer', format: 'int32' },
        port: { type: 'integer', format: 'int32' },
        protocol: { type: 'string', enum: ['SCTP', 'TCP', 'UDP'] },
        targetPort: {
          $ref: '#/definitions/io.k8s.apimachinery.pkg.util.intstr.IntOrString',
        },
      },
    });
    expect(
      definition('io.k8s.apimachinery.pkg.util.intstr.IntOrString'),
    ).toEqual({ type: 'string', format: 'int-or-string' });
    expect(
      valueAt(
        definition('io.k8s.api.core.v1.PodSpec'),
        'properties',
        'containers',
      ),
    ).toEqual({
      type: 'array',
      items: { $ref: '#/definitions/io.k8s.api.core.v1.Container' },
      'x-kubernetes-list-map-keys': ['name'],
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-patch-merge-key': 'name',
      'x-kubernetes-patch-strategy': 'merge',
    });
    expect(
      valueAt(definition('com.example.v1.Widget'), 'properties', 'metadata'),
    ).toEqual({
      $ref: '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta',
    });
  });

  it('describes all groups in one answer', async () => {
    const { type, groups } = await until(
      () => discovered('/apis'),
      ({ groups: items }) =>
        items.some(
          group => textAt(group, 'metadata', 'name') === 'example.com',
        ),
    );
    expect(type).toBe(aggregated);
    const custom = groups.find(
      group => textAt(group, 'metadata', 'name') === 'example.com',
    );
    const [version] = listAt(custom, 'versions');
    expect(version).toMatchObject({ version: 'v1', freshness: 'Current' });
    const [widgets] = listAt(version, 'resources');
    expect(widgets).toMatchObject({
      resource: 'widgets',
      responseKind: { group: 'example.com', version: 'v1', kind: 'Widget' },
      scope: 'Namespaced',
      singularResource: 'widget',
      subresources: expect.arrayContaining([
        {
          subresource: 'scale',
          responseKind: { group: 'autoscaling', version: 'v1', kind: 'Scale' },
          verbs: ['get', 'patch', 'update'],
        },
      ]),
    });
    const [core] = (await discovered('/api')).groups;
    const [builtin] = listAt(core, 'versions');
    const resource = (name: string) =>
      listAt(builtin, 'resources').find(
        candidate => textAt(candidate, 'resource') === name,
      );
    expect(resource('configmaps')).toEqual({
      resource: 'configmaps',
      responseKind: { group: '', version: '', kind: 'ConfigMap' },
      scope: 'Namespaced',
      singularResource: 'configmap',
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
      shortNames: ['cm'],
    });
    expect(resource('namespaces')).toMatchObject({
      scope: 'Cluster',
      verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
      subresources: [
        { subresource: 'finalize', verbs: ['update'] },
        { subresource: 'status', verbs: ['get', 'patch', 'update'] },
      ],
    });
  });
});
