import { textAt } from '../../kube/kubeObject';
import { ContractCluster } from '../__testUtils__/ContractCluster';
import {
  describeServers,
  startTimeout,
} from '../__testUtils__/describeServers';
import { createNamespace } from '../__testUtils__/namespaces';
import { cause, invalid, refusal } from '../__testUtils__/refusal';

const configMaps = '/api/v1/namespaces/writes/configmaps';
const key =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const value =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

describeServers('writes', servers => {
  let cluster: ContractCluster;

  beforeAll(async () => {
    cluster = await servers.startCluster();
    await createNamespace(cluster, 'writes');
  }, startTimeout);

  async function create(name: string, more: object = {}) {
    const { body } = await cluster.admin.post(configMaps, {
      metadata: { name },
      ...more,
    });
    return body;
  }

  it('makes names of a prefix', async () => {
    const generated = await cluster.admin.post(configMaps, {
      metadata: { generateName: 'made-' },
    });
    expect(generated.code).toBe(201);
    expect(generated.body.metadata).toMatchObject({ generateName: 'made-' });
    expect(textAt(generated.body, 'metadata', 'name')).toMatch(
      /^made-[bcdfghjklmnpqrstvwxz2456789]{5}$/,
    );
    const long = await cluster.admin.post(configMaps, {
      metadata: { generateName: 'g'.repeat(70) },
    });
    expect(textAt(long.body, 'metadata', 'name')).toMatch(
      /^g{58}[^g]{5}$|^g{58}.{5}$/,
    );
  });

  it('refuses a prefix that is too long for a name', async () => {
    const prefix = 'g'.repeat(260);
    const answer = await cluster.admin.post(configMaps, {
      metadata: { generateName: prefix },
    });
    const name = textAt(answer.body, 'details', 'name');
    expect(name).toHaveLength(63);
    expect(answer.body).toEqual(
      invalid({
        kind: 'ConfigMap',
        name,
        causes: [
          cause(
            'metadata.generateName',
            `Invalid value: "${prefix}": must be no more than 253 characters`,
          ),
        ],
      }),
    );
  });

  it('writes what a new object has not said', async () => {
    const body = await create('plain');
    expect(body).toMatchObject({
      kind: 'ConfigMap',
      apiVersion: 'v1',
      metadata: {
        name: 'plain',
        namespace: 'writes',
        uid: expect.stringMatching(
          /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
        ),
        resourceVersion: expect.stringMatching(/^\d+$/),
        creationTimestamp: expect.stringMatching(/^[\d-]{10}T[\d:]{8}Z$/),
      },
    });
    expect(body.metadata).not.toHaveProperty('generation');
  });

  it.each([
    [
      'a label',
      { labels: { 'a b': 'c' } },
      [cause('metadata.labels', `Invalid value: "a b": name part ${key}`)],
    ],
    [
      'the value of a label',
      { labels: { ok: 'not ok!' } },
      [cause('metadata.labels', `Invalid value: "not ok!": ${value}`)],
    ],
    [
      'the prefix of a label',
      { labels: { '/a': 'c' } },
      [
        cause(
          'metadata.labels',
          'Invalid value: "/a": prefix part must be non-empty',
        ),
      ],
    ],
    [
      'an annotation',
      { annotations: { 'a b': 'c' } },
      [cause('metadata.annotations', `Invalid value: "a b": name part ${key}`)],
    ],
    [
      'a finalizer',
      { finalizers: ['hold'] },
      [
        cause(
          'metadata.finalizers[0]',
          'Invalid value: "hold": name is neither a standard finalizer name nor is it fully qualified',
        ),
      ],
    ],
    [
      'an owner',
      { ownerReferences: [{ apiVersion: '', kind: '', name: '', uid: '' }] },
      [
        cause(
          'metadata.ownerReferences.apiVersion',
          'Invalid value: "": version must not be empty',
        ),
        cause(
          'metadata.ownerReferences.kind',
          'Invalid value: "": must not be empty',
        ),
        cause(
          'metadata.ownerReferences.name',
          'Invalid value: "": must not be empty',
        ),
        cause(
          'metadata.ownerReferences.uid',
          'Invalid value: "": must not be empty',
        ),
      ],
    ],
    [
      'the number of controllers',
      {
        ownerReferences: ['a', 'b'].map(name => ({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          name,
          uid: name,
          controller: true,
        })),
      },
      [
        cause(
          'metadata.ownerReferences',
          'Invalid value: [{"apiVersion":"v1","kind":"ConfigMap","name":"a","uid":"a","controller":true},{"apiVersion":"v1","kind":"ConfigMap","name":"b","uid":"b","controller":true}]: Only one reference can have Controller set to true. Found "true" in references for ConfigMap/a and ConfigMap/b',
        ),
      ],
    ],
  ])('refuses %s that is not valid', async (_what, metadata, causes) => {
    const answer = await cluster.admin.post(configMaps, {
      metadata: { name: 'wrong', ...metadata },
    });
    expect(answer.body).toEqual(
      invalid({ kind: 'ConfigMap', name: 'wrong', causes }),
    );
  });

  it.each([
    [
      'namespaces',
      '/api/v1/namespaces',
      'Namespace',
      'a.b',
      'must not contain dots',
    ],
    [
      'namespaces',
      '/api/v1/namespaces',
      'Namespace',
      'A',
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
    ],
    [
      'ConfigMaps',
      configMaps,
      'ConfigMap',
      'Bad_Name',
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ],
  ])('checks the names of %s', async (_what, path, kind, name, why) => {
    const answer = await cluster.admin.post(path, { metadata: { name } });
    expect(answer.body).toEqual(
      invalid({
        kind,
        name,
        causes: [cause('metadata.name', `Invalid value: "${name}": ${why}`)],
      }),
    );
  });

  it('refuses what is there already', async () => {
    await create('twice');
    expect(await create('twice')).toEqual(
      refusal({
        code: 409,
        reason: 'AlreadyExists',
        message: 'configmaps "twice" already exists',
        details: { name: 'twice', kind: 'configmaps' },
      }),
    );
  });

  it('refuses objects for a namespace that is not there, or is another', async () => {
    const missing = await cluster.admin.post(
      '/api/v1/namespaces/missing/configmaps',
      { metadata: { name: 'x' } },
    );
    expect(missing.body).toEqual(
      refusal({
        code: 404,
        reason: 'NotFound',
        message: 'namespaces "missing" not found',
        details: { name: 'missing', kind: 'namespaces' },
      }),
    );
    const other = await cluster.admin.post(configMaps, {
      metadata: { name: 'x', namespace: 'other' },
    });
    expect(other.body).toEqual(
      refusal({
        code: 400,
        reason: 'BadRequest',
        message:
          'the namespace of the provided object does not match the namespace sent on the request',
      }),
    );
  });

  it('refuses a new object that has a resourceVersion', async () => {
    const answer = await cluster.admin.post(configMaps, {
      metadata: { name: 'x', resourceVersion: '5' },
    });
    expect(answer.body).toEqual(
      refusal({
        code: 500,
        message: 'resourceVersion should not be set on objects to be created',
      }),
    );
  });

  it.each([
    ['PUT', { metadata: { name: 'missing' } }],
    ['PATCH', {}],
    ['GET', undefined],
    ['DELETE', undefined],
  ])('answers 404 to a %s of what is not there', async (method, body) => {
    const answer = await cluster.admin.send(`${configMaps}/missing`, {
      method,
      body,
      headers: {
        'content-type':
          method === 'PATCH'
            ? 'application/merge-patch+json'
            : 'application/json',
      },
    });
    expect(answer.body).toEqual(
      refusal({
        code: 404,
        reason: 'NotFound',
        message: 'configmaps "missing" not found',
        details: { name: 'missing', kind: 'configmaps' },
      }),
    );
  });

  it('keeps what is immutable', async () => {
    await create('fixed', { immutable: true, data: { a: 'b' } });
    const changed = await cluster.admin.patch(`${configMaps}/fixed`, {
      data: { a: 'c' },
    });
    expect(changed.body).toEqual(
      invalid({
        kind: 'ConfigMap',
        name: 'fixed',
        causes: [
          cause(
            'data',
            'Forbidden: field is immutable when `immutable` is set',
            'FieldValueForbidden',
          ),
        ],
      }),
    );
    const secrets = '/api/v1/namespaces/writes/secrets';
    await cluster.admin.post(secrets, { metadata: { name: 'typed' } });
    const retyped = await cluster.admin.patch(`${secrets}/typed`, {
      type: 'other',
    });
    expect(retyped.body).toEqual(
      invalid({
        kind: 'Secret',
        name: 'typed',
        causes: [cause('type', 'Invalid value: "other": field is immutable')],
      }),
    );
  });

  it('keeps spec and status apart', async () => {
    const ingresses = '/apis/networking.k8s.io/v1/namespaces/writes/ingresses';
    const path = `${ingresses}/apart`;
    const spec = (name: string) => ({
      defaultBackend: { service: { name, port: { number: 80 } } },
    });
    const status = (ip: string) => ({ loadBalancer: { ingress: [{ ip }] } });
    const created = await cluster.admin.post(ingresses, {
      metadata: { name: 'apart' },
      spec: spec('a'),
      status: status('192.0.2.1'),
    });
    expect(created.body).toMatchObject({
      metadata: { generation: 1 },
      status: { loadBalancer: {} },
    });
    expect(created.text).not.toContain('192.0.2.1');
    const reported = await cluster.admin.patch(`${path}/status`, {
      spec: spec('b'),
      status: status('192.0.2.2'),
    });
    expect(reported.body).toMatchObject({
      metadata: { generation: 1 },
      spec: spec('a'),
      status: status('192.0.2.2'),
    });
    const changed = await cluster.admin.patch(path, {
      spec: spec('c'),
      status: status('192.0.2.3'),
    });
    expect(changed.body).toMatchObject({
      metadata: { generation: 2 },
      spec: spec('c'),
      status: status('192.0.2.2'),
    });
  });
});
