import { listAt, valueAt } from '../../kube/kubeObject';
import { ContractCluster } from '../__testUtils__/ContractCluster';
import {
  describeServers,
  startTimeout,
} from '../__testUtils__/describeServers';
import { owners } from '../__testUtils__/owners';
import { refusal } from '../__testUtils__/refusal';
import { defineWidgets, widget, widgets } from '../__testUtils__/widgets';

const configMaps = '/api/v1/namespaces/default/configmaps';
const deployments = '/apis/apps/v1/namespaces/default/deployments';

const container = (name: string, rest: object = {}) => ({
  name,
  image: `${name}:1`,
  ...rest,
});

/** A deployment of containers, in JSON. */
function deployment(name: string, containers: object[]) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: { tier: 'front' } },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers },
      },
    },
  };
}

/** A patch of the Pods that a deployment makes. */
function ofPods(spec: object) {
  return { spec: { template: { spec } } };
}

const unprocessable = refusal({
  code: 422,
  reason: 'Invalid',
  message: 'the server rejected our request due to an error in our request',
  details: {},
});

describeServers('patches', servers => {
  let cluster: ContractCluster;

  beforeAll(async () => {
    cluster = await servers.startCluster({ controllers: false });
    await defineWidgets(cluster);
  }, startTimeout);

  const create = (path: string, body: unknown) =>
    cluster.admin.post(path, body);
  const jsonPatch = (path: string, body: unknown) =>
    cluster.admin.patch(path, body, 'json-patch');
  const mergePatch = (path: string, body: unknown) =>
    cluster.admin.patch(path, body, 'merge-patch');
  const strategicPatch = (path: string, body: unknown) =>
    cluster.admin.patch(path, body, 'strategic-merge-patch');

  describe('in JSON', () => {
    const one = `${configMaps}/json`;

    beforeAll(async () => {
      await create(configMaps, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'json', annotations: { 'x/y': '2' } },
        data: { a: '1' },
      });
    });

    it.each([
      ['a test that fails', [{ op: 'test', path: '/data/a', value: '9' }]],
      ['a test of nothing', [{ op: 'test', path: '/data/none', value: '9' }]],
      ['to remove nothing', [{ op: 'remove', path: '/data/none' }]],
      [
        'to add below nothing',
        [{ op: 'add', path: '/binaryData/none/deep', value: 'x' }],
      ],
      [
        'to move nothing',
        [{ op: 'move', from: '/data/none', path: '/data/b' }],
      ],
      ['an operation that is none', [{ op: 'nonsense', path: '/data/a' }]],
      ['an operation without a path', [{ op: 'add', value: 'x' }]],
    ])('refuses %s', async (_what, patch) => {
      expect((await jsonPatch(one, patch)).body).toEqual(unprocessable);
    });

    it('replaces what is not there, and tests that nothing is', async () => {
      const answer = await jsonPatch(one, [
        { op: 'test', path: '/data/new', value: null },
        { op: 'replace', path: '/data/new', value: '3' },
        { op: 'replace', path: '/metadata/annotations/x~1y', value: '4' },
        { op: 'copy', from: '/data/new', path: '/data/copy' },
        { op: 'move', from: '/data/a', path: '/data/moved' },
      ]);
      expect(answer).toMatchObject({
        code: 200,
        body: {
          metadata: { annotations: { 'x/y': '4' } },
          data: { new: '3', copy: '3', moved: '1' },
        },
      });
    });

    it('refuses what is no list, and too many operations', async () => {
      expect((await jsonPatch(one, {})).body).toEqual(
        refusal({
          code: 400,
          reason: 'BadRequest',
          message:
            'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
        }),
      );
      const test = { op: 'test', path: '/data/new', value: '3' };
      const many = await jsonPatch(one, new Array(10_001).fill(test));
      expect(many.body).toEqual(
        refusal({
          code: 413,
          reason: 'RequestEntityTooLarge',
          message:
            'Request entity too large: The allowed maximum operations in a JSON patch is 10000, got 10001',
        }),
      );
    });

    it('refuses another name', async () => {
      const answer = await jsonPatch(one, [
        { op: 'replace', path: '/metadata/name', value: 'other' },
      ]);
      expect(answer.body).toEqual(
        refusal({
          code: 400,
          reason: 'BadRequest',
          message:
            'the name of the object (other) does not match the name on the URL (json)',
        }),
      );
    });

    it('counts items from the end of a list', async () => {
      await create(deployments, deployment('json', [container('a')]));
      const containers = '/spec/template/spec/containers';
      const changed = await jsonPatch(`${deployments}/json`, [
        { op: 'add', path: `${containers}/-`, value: container('b') },
        { op: 'replace', path: `${containers}/-1/image`, value: 'last:1' },
      ]);
      expect(
        listAt(changed.body, 'spec', 'template', 'spec', 'containers'),
      ).toMatchObject([{ image: 'a:1' }, { image: 'last:1' }]);
      const refused = await jsonPatch(`${deployments}/json`, [
        { op: 'add', path: `${containers}/9`, value: {} },
      ]);
      expect(refused.body).toEqual(unprocessable);
    });

    it('takes over who owns what, as kubectl asks for', async () => {
      const entry = {
        manager: 'moved',
        operation: 'Apply',
        apiVersion: 'v1',
        time: '2026-01-01T00:00:00Z',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:data': { 'f:new': {} } },
      };
      const path = '/metadata/managedFields';
      const replaced = await jsonPatch(one, [
        { op: 'replace', path, value: [entry] },
      ]);
      expect(valueAt(replaced.body, 'metadata', 'managedFields')).toEqual([
        entry,
      ]);
      const unread = await jsonPatch(one, [
        { op: 'replace', path, value: [{ ...entry, operation: 'Nonsense' }] },
      ]);
      expect(Object.keys(owners(unread))).toEqual(['moved Apply']);
    });
  });

  describe('merged', () => {
    it.each([
      ['"x"', 'string'],
      ['[]', 'array'],
    ])('refuses %s', async (body, type) => {
      const answer = await mergePatch(`${configMaps}/json`, body);
      expect(answer.body).toEqual(
        refusal({
          code: 400,
          reason: 'BadRequest',
          message: `error decoding patch: json: cannot unmarshal ${type} into Go value of type map[string]interface {}`,
        }),
      );
    });

    it('does not find what is not there', async () => {
      const answer = await mergePatch(`${configMaps}/missing`, { data: {} });
      expect(answer.body).toEqual(
        refusal({
          code: 404,
          reason: 'NotFound',
          message: 'configmaps "missing" not found',
          details: { name: 'missing', kind: 'configmaps' },
        }),
      );
    });

    it('replaces lists', async () => {
      const parts = [{ name: 'a' }, { name: 'b' }];
      await create(widgets, widget('merged', { spec: { parts } }));
      const answer = await mergePatch(`${widgets}/merged`, {
        spec: { parts: [{ name: 'b', count: 2 }], color: null },
      });
      expect(valueAt(answer.body, 'spec')).toEqual({
        color: 'blue',
        parts: [{ name: 'b', count: 2 }],
      });
    });
  });

  describe('merged by the schema', () => {
    const env = (...names: string[]) => names.map(name => ({ name }));
    const envOf = (name: string) => ({ env: env(...name) });
    const names = (list: unknown[]) => list.map(item => valueAt(item, 'name'));

    it('puts what it brings before what only the server has', async () => {
      await create(deployments, deployment('brings', [container('old')]));
      const answer = await strategicPatch(
        `${deployments}/brings`,
        ofPods({ containers: [container('new', envOf('AB'))] }),
      );
      expect(
        names(listAt(answer.body, 'spec', 'template', 'spec', 'containers')),
      ).toEqual(['new', 'old']);
    });

    it('orders items as it is told', async () => {
      await create(
        deployments,
        deployment('orders', [container('a', envOf('AB')), container('b')]),
      );
      const answer = await strategicPatch(
        `${deployments}/orders`,
        ofPods({
          '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }],
          containers: [
            {
              name: 'a',
              '$setElementOrder/env': env('C', 'B'),
              env: env('C'),
            },
          ],
        }),
      );
      const containers = listAt(
        answer.body,
        'spec',
        'template',
        'spec',
        'containers',
      );
      expect(names(containers)).toEqual(['b', 'a']);
      expect(names(listAt(containers[1], 'env'))).toEqual(['C', 'A', 'B']);
    });

    it('deletes and replaces items, maps and fields', async () => {
      await create(
        deployments,
        deployment('directs', [container('a', envOf('AB')), container('b')]),
      );
      const one = `${deployments}/directs`;
      const deleted = await strategicPatch(
        one,
        ofPods({
          containers: [
            { name: 'a', env: [{ name: 'A', $patch: 'delete' }] },
            { name: 'b', $patch: 'delete' },
          ],
        }),
      );
      const containers = ['spec', 'template', 'spec', 'containers'];
      expect(listAt(deleted.body, ...containers)).toMatchObject([
        { name: 'a', env: [{ name: 'B' }] },
      ]);
      const replaced = await strategicPatch(one, {
        metadata: { labels: { $patch: 'replace', only: 'this' } },
        spec: {
          strategy: { $retainKeys: ['type'], type: 'Recreate' },
          template: {
            spec: { containers: [{ $patch: 'replace' }, container('c')] },
          },
        },
      });
      expect(replaced.body).toMatchObject({
        metadata: { labels: { only: 'this' } },
        spec: { strategy: { type: 'Recreate' } },
      });
      expect(valueAt(replaced.body, 'spec', 'strategy')).toEqual({
        type: 'Recreate',
      });
      expect(names(listAt(replaced.body, ...containers))).toEqual(['c']);
    });

    it('merges lists of texts', async () => {
      await create(configMaps, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'texts', finalizers: ['a.b/1', 'a.b/2'] },
      });
      const answer = await strategicPatch(`${configMaps}/texts`, {
        metadata: {
          '$deleteFromPrimitiveList/finalizers': ['a.b/1'],
          '$setElementOrder/finalizers': ['a.b/3', 'a.b/2'],
          finalizers: ['a.b/3'],
        },
      });
      expect(valueAt(answer.body, 'metadata', 'finalizers')).toEqual([
        'a.b/3',
        'a.b/2',
      ]);
    });

    it('refuses items without their key and unknown directives', async () => {
      await create(deployments, deployment('refuses', [container('a')]));
      const one = `${deployments}/refuses`;
      const keyless = ofPods({ containers: [{ image: 'x' }] });
      expect((await strategicPatch(one, keyless)).body).toEqual(
        refusal({
          code: 500,
          message:
            'map: map[image:x] does not contain declared merge key: name',
        }),
      );
      const unknown = { spec: { $patch: 'nonsense' } };
      expect((await strategicPatch(one, unknown)).body).toEqual(
        refusal({
          code: 500,
          message: 'unknown patch type: nonsense in map: map[$patch:nonsense]',
        }),
      );
    });
  });

  it('refuses patches of other types', async () => {
    await create(widgets, widget('typed', { spec: { size: 1 } }));
    const strategic = await strategicPatch(`${widgets}/typed`, {});
    expect(strategic.body).toMatchObject({
      code: 415,
      reason: 'UnsupportedMediaType',
      message:
        'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
    });
    const plain = await cluster.admin.send(`${configMaps}/json`, {
      method: 'PATCH',
      body: {},
      headers: { 'content-type': 'application/json' },
    });
    expect(plain.body).toMatchObject({
      code: 415,
      reason: 'UnsupportedMediaType',
      message: '415: Unsupported Media Type',
    });
  });
});
