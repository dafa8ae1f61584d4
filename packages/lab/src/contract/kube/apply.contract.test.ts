import { ApiAnswer } from '../../kube/__testUtils__/ApiClient';
import { listAt, objectAt, valueAt } from '../../kube/kubeObject';
import { ContractCluster } from '../__testUtils__/ContractCluster';
import {
  apply as applyTo,
  configMap,
  configMaps,
  deployment,
  deployments,
} from '../__testUtils__/configurations';
import {
  describeServers,
  startTimeout,
} from '../__testUtils__/describeServers';
import { owners } from '../__testUtils__/owners';
import { defineWidgets, widget, widgets } from '../__testUtils__/widgets';

function causes(answer: ApiAnswer) {
  return listAt(answer.body, 'details', 'causes');
}

describeServers('server-side apply', servers => {
  let cluster: ContractCluster;

  beforeAll(async () => {
    cluster = await servers.startCluster({ controllers: false });
    await defineWidgets(cluster);
  }, startTimeout);

  const apply = (path: string, body: unknown, query: string) =>
    applyTo(cluster, `${path}?${query}`, body);
  const patch = (path: string, body: unknown, manager: string) =>
    cluster.admin.patch(`${path}?fieldManager=${manager}`, body);
  const create = (path: string, body: unknown, manager: string) =>
    cluster.admin.post(`${path}?fieldManager=${manager}`, body);

  it('keeps who writes status and scale apart', async () => {
    await create(deployments, deployment('parts'), 'alice');
    const one = `${deployments}/parts`;
    await patch(
      `${one}/status`,
      { status: { observedGeneration: 1, replicas: 1 } },
      'controller',
    );
    await patch(`${one}/scale`, { spec: { replicas: 3 } }, 'scaler');
    const found = await cluster.admin.get(one);
    expect(owners(found)).toMatchObject({
      'controller Update status': {
        'f:status': { 'f:observedGeneration': {}, 'f:replicas': {} },
      },
      'scaler Update scale': { 'f:spec': { 'f:replicas': {} } },
    });
    expect(
      valueAt(owners(found), 'alice Update', 'f:spec', 'f:replicas'),
    ).toBeUndefined();
    const refused = await apply(
      one,
      deployment('parts', { replicas: 2 }, { image: 'shop:2' }),
      'fieldManager=fred',
    );
    expect(refused.body).toMatchObject({
      code: 409,
      reason: 'Conflict',
      message:
        'Apply failed with 2 conflicts: conflicts with "alice" using apps/v1:\n- .spec.template.spec.containers[name="web"].image\nconflicts with "scaler" with subresource "scale" using apps/v1:\n- .spec.replicas',
    });
    expect(causes(refused)).toHaveLength(2);
    expect(causes(refused)).toContainEqual({
      reason: 'FieldManagerConflict',
      message: 'conflict with "scaler" with subresource "scale" using apps/v1',
      field: '.spec.replicas',
    });
  });

  it('takes fields by force, shares equal ones and removes what nobody applies any more', async () => {
    await create(deployments, deployment('forced'), 'alice');
    const one = `${deployments}/forced`;
    const forced = await apply(
      one,
      deployment('forced', { replicas: 2 }, { image: 'shop:2' }),
      'fieldManager=fred&force=true',
    );
    expect(forced.code).toBe(200);
    expect(owners(forced)['fred Apply']).toEqual({
      'f:metadata': { 'f:labels': { 'f:tier': {} } },
      'f:spec': {
        'f:replicas': {},
        'f:selector': {},
        'f:template': {
          'f:metadata': { 'f:labels': { 'f:app': {} } },
          'f:spec': {
            'f:containers': {
              'k:{"name":"web"}': {
                '.': {},
                'f:image': {},
                'f:name': {},
                'f:ports': {
                  'k:{"containerPort":80,"protocol":"TCP"}': {
                    '.': {},
                    'f:containerPort': {},
                  },
                },
              },
            },
          },
        },
      },
    });
    const mine = (spec: object) => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'forced' },
      spec,
    });
    const side = { spec: { containers: [{ name: 'side', image: 'side:1' }] } };
    const shared = await apply(
      one,
      mine({ replicas: 2, template: side }),
      'fieldManager=gina',
    );
    expect(
      listAt(shared.body, 'spec', 'template', 'spec', 'containers'),
    ).toMatchObject([{ name: 'web' }, { name: 'side' }]);
    const less = await apply(one, mine({ replicas: 2 }), 'fieldManager=gina');
    expect(
      listAt(less.body, 'spec', 'template', 'spec', 'containers'),
    ).toMatchObject([{ name: 'web' }]);
    expect(owners(less)['gina Apply']).toEqual({
      'f:spec': { 'f:replicas': {} },
    });
    const same = await apply(one, mine({ replicas: 2 }), 'fieldManager=gina');
    expect(same.body).toEqual(less.body);
    const refused = await apply(
      one,
      mine({ replicas: 5 }),
      'fieldManager=gina',
    );
    expect(refused.body).toMatchObject({
      message:
        'Apply failed with 1 conflict: conflict with "fred": .spec.replicas',
    });
    const none = await apply(
      one,
      { ...mine({}), spec: undefined },
      'fieldManager=gina',
    );
    expect(Object.keys(owners(none))).not.toContain('gina Apply');
    expect(valueAt(none.body, 'spec', 'replicas')).toBe(2);
  });

  it('merges custom resources as their schema says', async () => {
    const one = `${widgets}/merged`;
    const first = await apply(
      one,
      widget('merged', {
        spec: {
          size: 2,
          names: ['n', 'm'],
          parts: [{ name: 'p', count: 1 }, { name: 'q' }],
          whole: { a: 'b' },
          free: { q: { r: [1] } },
        },
      }),
      'fieldManager=fred',
    );
    expect(first.code).toBe(201);
    expect(owners(first)['fred Apply']).toEqual({
      'f:spec': {
        'f:free': { 'f:q': { '.': {}, 'f:r': {} } },
        'f:names': { 'v:"m"': {}, 'v:"n"': {} },
        'f:parts': {
          'k:{"name":"p"}': { '.': {}, 'f:count': {}, 'f:name': {} },
          'k:{"name":"q"}': { '.': {}, 'f:name': {} },
        },
        'f:size': {},
        'f:whole': {},
      },
    });
    const second = await apply(
      one,
      widget('merged', {
        spec: {
          size: 2,
          names: ['m', 'k'],
          parts: [{ name: 'q', count: 3 }],
          free: { s: 1 },
        },
      }),
      'fieldManager=fred',
    );
    expect(objectAt(second.body, 'spec')).toEqual({
      color: 'blue',
      size: 2,
      names: ['m', 'k'],
      parts: [{ name: 'q', count: 3 }],
      free: { s: 1 },
    });
    await apply(
      one,
      widget('merged', {
        spec: { names: ['k'], parts: [{ name: 'r' }], whole: { c: 'd' } },
      }),
      'fieldManager=gina',
    );
    const last = await apply(
      one,
      widget('merged', { spec: { size: 2 } }),
      'fieldManager=fred',
    );
    expect(objectAt(last.body, 'spec')).toEqual({
      color: 'blue',
      size: 2,
      names: ['k'],
      parts: [{ name: 'r' }],
      whole: { c: 'd' },
    });
  });

  it('applies a status and nothing else there', async () => {
    const one = `${widgets}/status`;
    const content = { spec: { size: 1 }, status: { phase: 'Ignored' } };
    await apply(one, widget('status', content), 'fieldManager=fred');
    const applied = await apply(
      `${one}/status`,
      widget('status', { spec: { size: 77 }, status: { phase: 'Ready' } }),
      'fieldManager=fred',
    );
    expect(applied.body).toMatchObject({
      spec: { size: 1 },
      status: { phase: 'Ready' },
    });
    expect(owners(applied)).toEqual({
      'fred Apply': { 'f:spec': { 'f:size': {} } },
      'fred Apply status': { 'f:status': { 'f:phase': {} } },
    });
    const missing = await apply(
      `${widgets}/none/status`,
      widget('none', { status: { phase: 'Ready' } }),
      'fieldManager=fred',
    );
    expect(missing.code).toBe(404);
  });

  it('shows what it would do, and reads YAML', async () => {
    const one = `${configMaps}/yaml`;
    const yaml =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: yaml}\ndata: {a: b}\n';
    const dry = await apply(one, yaml, 'fieldManager=f&dryRun=All');
    expect(dry.code).toBe(201);
    expect((await cluster.admin.get(one)).code).toBe(404);
    const created = await apply(one, yaml, 'fieldManager=f');
    expect(created).toMatchObject({ code: 201, body: { data: { a: 'b' } } });
  });

  it('keeps what kubectl applied from the client side up to date', async () => {
    const annotation = 'kubectl.kubernetes.io/last-applied-configuration';
    const before = configMap('migrated', { a: '1', b: '1' });
    const annotations = { [annotation]: `${JSON.stringify(before)}\n` };
    await create(
      configMaps,
      configMap('migrated', { a: '1', b: '1' }, { annotations }),
      'kubectl-client-side-apply',
    );
    const applied = await apply(
      `${configMaps}/migrated`,
      configMap('migrated', { a: '2' }),
      'fieldManager=kubectl',
    );
    expect(applied).toMatchObject({
      code: 200,
      body: {
        data: { a: '2', b: '1' },
        metadata: {
          annotations: {
            [annotation]:
              '{"apiVersion":"v1","data":{"a":"2"},"kind":"ConfigMap","metadata":{"name":"migrated"}}\n',
          },
        },
      },
    });
  });
});
