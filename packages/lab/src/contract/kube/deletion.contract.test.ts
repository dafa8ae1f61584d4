import { listAt, textAt, valueAt } from '../../kube/kubeObject';
import { ContractCluster } from '../__testUtils__/ContractCluster';
import {
  describeServers,
  startTimeout,
} from '../__testUtils__/describeServers';
import { createNamespace } from '../__testUtils__/namespaces';
import { invalid, refusal } from '../__testUtils__/refusal';
import { until } from '../__testUtils__/until';

const configMaps = '/api/v1/namespaces/deletion/configmaps';

describeServers('deletion', servers => {
  let cluster: ContractCluster;

  beforeAll(async () => {
    cluster = await servers.startCluster();
    await createNamespace(cluster, 'deletion');
  }, startTimeout);

  async function create(name: string, metadata: object = {}) {
    const { body } = await cluster.admin.post(configMaps, {
      metadata: { name, ...metadata },
    });
    return body;
  }

  /** A ConfigMap that belongs to another; `isBlocking` is how the owner may have to wait for it. */
  async function createDependent(
    name: string,
    owner: { name: string; isBlocking?: boolean; finalizers?: string[] },
  ) {
    const { body } = await cluster.admin.get(`${configMaps}/${owner.name}`);
    return create(name, {
      finalizers: owner.finalizers,
      ownerReferences: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          name: owner.name,
          uid: textAt(body, 'metadata', 'uid'),
          ...(owner.isBlocking ? { blockOwnerDeletion: true } : {}),
        },
      ],
    });
  }

  const get = (name: string) => cluster.admin.get(`${configMaps}/${name}`);
  const gone = (name: string) =>
    until(
      () => get(name),
      ({ code }) => code === 404,
    );

  it('answers a Status where nothing holds the object', async () => {
    const body = await create('free');
    const answer = await cluster.admin.delete(`${configMaps}/free`);
    expect(answer).toMatchObject({ code: 200 });
    expect(answer.body).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      details: {
        name: 'free',
        kind: 'configmaps',
        uid: textAt(body, 'metadata', 'uid'),
      },
    });
  });

  it('answers the object of the kinds that do so', async () => {
    const accounts = '/api/v1/namespaces/deletion/serviceaccounts';
    await cluster.admin.post(accounts, { metadata: { name: 'gone' } });
    const answer = await cluster.admin.delete(`${accounts}/gone`);
    expect(answer.body).toMatchObject({
      kind: 'ServiceAccount',
      metadata: { name: 'gone' },
    });
  });

  it('waits for finalizers, and takes no new ones', async () => {
    await create('held', { finalizers: ['example.com/hold'] });
    const path = `${configMaps}/held`;
    const marked = await cluster.admin.delete(path);
    expect(marked.body).toMatchObject({
      kind: 'ConfigMap',
      metadata: {
        finalizers: ['example.com/hold'],
        deletionTimestamp: expect.any(String),
        deletionGracePeriodSeconds: 0,
      },
    });
    const again = await cluster.admin.delete(path);
    expect(again.body.metadata).toMatchObject({
      deletionTimestamp: textAt(marked.body, 'metadata', 'deletionTimestamp'),
    });
    expect(await create('held')).toEqual(
      refusal({
        code: 409,
        reason: 'AlreadyExists',
        message: 'object is being deleted: configmaps "held" already exists',
        details: { name: 'held', kind: 'configmaps' },
      }),
    );
    const cause = {
      reason: 'FieldValueForbidden',
      field: 'metadata.finalizers',
      message:
        'Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"example.com/two"}',
    };
    const more = await cluster.admin.patch(path, {
      metadata: { finalizers: ['example.com/hold', 'example.com/two'] },
    });
    expect(more.body).toEqual(
      invalid({ kind: 'ConfigMap', name: 'held', causes: [cause, cause] }),
    );
    const changed = await cluster.admin.patch(path, { data: { a: 'b' } });
    expect(changed.body).toMatchObject({ data: { a: 'b' } });
    const released = await cluster.admin.patch(path, {
      metadata: { finalizers: null },
    });
    expect(released.code).toBe(200);
    expect((await get('held')).code).toBe(404);
  });

  it('deletes only what was meant', async () => {
    const body = await create('meant');
    const uid = textAt(body, 'metadata', 'uid');
    const revision = textAt(body, 'metadata', 'resourceVersion');
    const path = `${configMaps}/meant`;
    const conflict = (why: string) =>
      refusal({
        code: 409,
        reason: 'Conflict',
        message: `Operation cannot be fulfilled on ConfigMap "meant": ${why}`,
        details: { name: 'meant', kind: 'ConfigMap' },
      });
    const other = await cluster.admin.delete(path, {
      preconditions: { uid: 'other' },
    });
    expect(other.body).toEqual(
      conflict(
        `the UID in the precondition (other) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
      ),
    );
    const old = await cluster.admin.delete(path, {
      preconditions: { resourceVersion: '1' },
    });
    expect(old.body).toEqual(
      conflict(
        `the ResourceVersion in the precondition (1) does not match the ResourceVersion in record (${revision}). The object might have been modified`,
      ),
    );
    const right = await cluster.admin.delete(path, {
      preconditions: { uid, resourceVersion: revision },
    });
    expect(right.code).toBe(200);
  });

  const unknownPolicy = {
    reason: 'FieldValueNotSupported',
    field: 'propagationPolicy',
    message:
      'Unsupported value: "Some": supported values: "Foreground", "Background", "Orphan", "nil"',
  };

  it.each([
    ['', { propagationPolicy: 'Some' }, unknownPolicy],
    ['?propagationPolicy=Some', undefined, unknownPolicy],
    [
      '',
      { propagationPolicy: 'Orphan', orphanDependents: true },
      {
        reason: 'FieldValueInvalid',
        field: 'propagationPolicy',
        message:
          'Invalid value: "Orphan": orphanDependents and deletionPropagation cannot be both set',
      },
    ],
    [
      '',
      { dryRun: ['Some'] },
      {
        reason: 'FieldValueNotSupported',
        field: 'dryRun',
        message: 'Unsupported value: ["Some"]: supported values: "All"',
      },
    ],
  ])('does not understand the options %s %j', async (query, body, cause) => {
    const answer = await cluster.admin.delete(
      `${configMaps}/any${query}`,
      body,
    );
    expect(answer.body).toEqual(
      invalid({ group: 'meta.k8s.io', kind: 'DeleteOptions', causes: [cause] }),
    );
  });

  it.each([
    [
      '?gracePeriodSeconds=abc',
      undefined,
      'strconv.ParseInt: parsing "abc": invalid syntax',
    ],
    [
      '',
      '{"a',
      "couldn't get version/kind; json parse error: unexpected end of JSON input",
    ],
    [
      '',
      { kind: 'Other', apiVersion: 'v1' },
      'no kind "Other" is registered for version "v1" in scheme "pkg/runtime/scheme.go:111"',
    ],
  ])('cannot read the options %s %j', async (query, body, message) => {
    const answer = await cluster.admin.delete(
      `${configMaps}/any${query}`,
      body,
    );
    expect(answer.body).toEqual(
      refusal({ code: 400, reason: 'BadRequest', message }),
    );
  });

  it('deletes dependents in the background', async () => {
    await create('owner');
    await createDependent('dependent', { name: 'owner' });
    await cluster.admin.delete(`${configMaps}/owner`, {
      propagationPolicy: 'Background',
    });
    expect((await get('owner')).code).toBe(404);
    await gone('dependent');
  });

  it(
    'deletes dependents first in the foreground',
    async () => {
      await create('top');
      await createDependent('leaf', {
        name: 'top',
        isBlocking: true,
        finalizers: ['example.com/hold'],
      });
      const marked = await cluster.admin.delete(`${configMaps}/top`, {
        propagationPolicy: 'Foreground',
      });
      expect(marked.body).toMatchObject({
        metadata: {
          deletionTimestamp: expect.any(String),
          finalizers: ['foregroundDeletion'],
        },
      });
      await until(
        () => get('leaf'),
        ({ body }) => textAt(body, 'metadata', 'deletionTimestamp') !== '',
      );
      expect((await get('top')).code).toBe(200);
      await cluster.admin.patch(`${configMaps}/leaf`, {
        metadata: { finalizers: null },
      });
      await gone('leaf');
      await gone('top');
    },
    startTimeout,
  );

  it('leaves orphans', async () => {
    await create('parent');
    await createDependent('orphan', { name: 'parent' });
    await cluster.admin.delete(`${configMaps}/parent`, {
      propagationPolicy: 'Orphan',
    });
    await gone('parent');
    const { body } = await until(
      () => get('orphan'),
      answer =>
        valueAt(answer.body, 'metadata', 'ownerReferences') === undefined,
    );
    expect(body).toMatchObject({ metadata: { name: 'orphan' } });
    expect(body.metadata).not.toHaveProperty('deletionTimestamp');
  });

  it(
    'deletes what belongs to nobody that is there',
    async () => {
      await create('stray', {
        ownerReferences: [
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            name: 'never',
            uid: '11111111-2222-4333-8444-555555555555',
          },
        ],
      });
      expect((await gone('stray')).body).toMatchObject({ reason: 'NotFound' });
    },
    startTimeout,
  );

  it(
    'keeps what has another owner',
    async () => {
      const first = await create('first');
      const second = await create('second');
      await create('shared', {
        ownerReferences: [first, second].map(owner => ({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          name: textAt(owner, 'metadata', 'name'),
          uid: textAt(owner, 'metadata', 'uid'),
        })),
      });
      await cluster.admin.delete(`${configMaps}/first`);
      const { body } = await until(
        () => get('shared'),
        answer =>
          listAt(answer.body, 'metadata', 'ownerReferences').length === 1,
      );
      expect(listAt(body, 'metadata', 'ownerReferences')).toMatchObject([
        { name: 'second' },
      ]);
    },
    startTimeout,
  );

  it(
    'empties a namespace before it goes',
    async () => {
      const path = '/api/v1/namespaces/leaving';
      await createNamespace(cluster, 'leaving');
      await cluster.admin.post(`${path}/configmaps`, {
        metadata: { name: 'held', finalizers: ['example.com/hold'] },
      });
      const marked = await cluster.admin.delete(path);
      expect(marked.body).toMatchObject({
        kind: 'Namespace',
        metadata: { name: 'leaving', deletionTimestamp: expect.any(String) },
        spec: { finalizers: ['kubernetes'] },
        status: { phase: 'Terminating' },
      });
      expect(marked.body.metadata).not.toHaveProperty(
        'deletionGracePeriodSeconds',
      );
      const late = await cluster.admin.post(`${path}/configmaps`, {
        metadata: { name: 'late' },
      });
      expect(late.body).toEqual(
        refusal({
          code: 403,
          reason: 'Forbidden',
          message:
            'configmaps "late" is forbidden: unable to create new content in namespace leaving because it is being terminated',
          details: {
            name: 'late',
            kind: 'configmaps',
            causes: [
              {
                reason: 'NamespaceTerminating',
                message: 'namespace leaving is being terminated',
                field: 'metadata.namespace',
              },
            ],
          },
        }),
      );
      await until(
        () => cluster.admin.get(`${path}/configmaps/held`),
        ({ body }) => textAt(body, 'metadata', 'deletionTimestamp') !== '',
      );
      await cluster.admin.patch(`${path}/configmaps/held`, {
        metadata: { finalizers: null },
      });
      await until(
        () => cluster.admin.get(path),
        ({ code }) => code === 404,
      );
    },
    startTimeout,
  );
});
