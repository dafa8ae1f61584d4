import { listAt } from '../../kube/kubeObject';
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

describeServers('owners of fields', servers => {
  let cluster: ContractCluster;

  beforeAll(async () => {
    cluster = await servers.startCluster({ controllers: false });
  }, startTimeout);

  const apply = (path: string, body: unknown, query: string) =>
    applyTo(cluster, `${path}?${query}`, body);
  const patch = (path: string, body: unknown, manager: string) =>
    cluster.admin.patch(`${path}?fieldManager=${manager}`, body);
  const create = (path: string, body: unknown, manager: string) =>
    cluster.admin.post(`${path}?fieldManager=${manager}`, body);

  it('says who created and who changed what', async () => {
    const created = await create(
      configMaps,
      configMap('owned', { a: '1', b: '2' }, { labels: { x: 'y' } }),
      'alice',
    );
    expect(listAt(created.body, 'metadata', 'managedFields')).toEqual([
      {
        manager: 'alice',
        operation: 'Update',
        apiVersion: 'v1',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        fieldsType: 'FieldsV1',
        fieldsV1: {
          'f:data': { '.': {}, 'f:a': {}, 'f:b': {} },
          'f:metadata': { 'f:labels': { '.': {}, 'f:x': {} } },
        },
      },
    ]);
    const one = `${configMaps}/owned`;
    const labels = { 'f:metadata': { 'f:labels': { '.': {}, 'f:x': {} } } };
    expect(
      owners(await patch(one, { data: { b: '3', c: '4' } }, 'bob')),
    ).toEqual({
      'alice Update': { 'f:data': { '.': {}, 'f:a': {} }, ...labels },
      'bob Update': { 'f:data': { 'f:b': {}, 'f:c': {} } },
    });
    expect(owners(await patch(one, { data: { a: null } }, 'carol'))).toEqual({
      'alice Update': { 'f:data': {}, ...labels },
      'bob Update': { 'f:data': { 'f:b': {}, 'f:c': {} } },
    });
    const replaced = await cluster.admin.put(
      `${one}?fieldManager=dave`,
      configMap('owned', { only: 'x' }),
    );
    expect(owners(replaced)).toEqual({
      'alice Update': { 'f:data': {} },
      'dave Update': { 'f:data': { 'f:only': {} } },
    });
    const again = await cluster.admin.put(
      `${one}?fieldManager=erin`,
      configMap('owned', { only: 'x' }),
    );
    expect(again.body).toEqual(replaced.body);
  });

  it('takes the first word of the User-Agent for the manager', async () => {
    const created = await cluster.admin.send(configMaps, {
      method: 'POST',
      body: configMap('agent', { a: '1' }),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'some-controller/v1.2 (linux/amd64)',
      },
    });
    expect(Object.keys(owners(created))).toEqual(['some-controller Update']);
  });

  it('does not begin to track what nobody owned', async () => {
    await create(configMaps, configMap('empty'), 'alice');
    const changed = await patch(
      `${configMaps}/empty`,
      { data: { z: '1' } },
      'b',
    );
    expect(owners(changed)).toEqual({});
    const reset = await create(configMaps, configMap('reset', { a: '1' }), 'a');
    expect(owners(reset)).not.toEqual({});
    const one = `${configMaps}/reset`;
    expect(
      owners(await patch(one, { metadata: { managedFields: [{}] } }, 'a')),
    ).toEqual({});
    const refused = await apply(
      one,
      configMap('reset', { a: '2' }),
      'fieldManager=f',
    );
    expect(refused.body).toMatchObject({
      code: 409,
      message:
        'Apply failed with 1 conflict: conflict with "before-first-apply" using v1: .data.a',
    });
  });

  it('owns the defaults of a workload, and what its parts are keyed by', async () => {
    const created = await create(deployments, deployment('keyed'), 'alice');
    expect(owners(created)['alice Update']).toEqual({
      'f:metadata': { 'f:labels': { '.': {}, 'f:tier': {} } },
      'f:spec': {
        'f:progressDeadlineSeconds': {},
        'f:replicas': {},
        'f:revisionHistoryLimit': {},
        'f:selector': {},
        'f:strategy': {
          'f:rollingUpdate': {
            '.': {},
            'f:maxSurge': {},
            'f:maxUnavailable': {},
          },
          'f:type': {},
        },
        'f:template': {
          'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } },
          'f:spec': {
            'f:containers': {
              'k:{"name":"web"}': {
                '.': {},
                'f:image': {},
                'f:imagePullPolicy': {},
                'f:name': {},
                'f:ports': {
                  '.': {},
                  'k:{"containerPort":80,"protocol":"TCP"}': {
                    '.': {},
                    'f:containerPort': {},
                    'f:protocol': {},
                  },
                },
                'f:resources': {},
                'f:terminationMessagePath': {},
                'f:terminationMessagePolicy': {},
              },
            },
            'f:dnsPolicy': {},
            'f:restartPolicy': {},
            'f:schedulerName': {},
            'f:securityContext': {},
            'f:terminationGracePeriodSeconds': {},
          },
        },
      },
    });
  });

  it('leaves out what the server chose itself', async () => {
    const service = await create(
      '/api/v1/namespaces/default/services',
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'chosen' },
        spec: { selector: { app: 'x' }, ports: [{ port: 80 }] },
      },
      'alice',
    );
    expect(owners(service)['alice Update']).toEqual({
      'f:spec': {
        'f:internalTrafficPolicy': {},
        'f:ports': {
          '.': {},
          'k:{"port":80,"protocol":"TCP"}': {
            '.': {},
            'f:port': {},
            'f:protocol': {},
            'f:targetPort': {},
          },
        },
        'f:selector': {},
        'f:sessionAffinity': {},
        'f:type': {},
      },
    });
    const namespace = await create(
      '/api/v1/namespaces',
      { metadata: { name: 'chosen' } },
      'alice',
    );
    expect(owners(namespace)['alice Update']).toEqual({
      'f:metadata': {
        'f:labels': { '.': {}, 'f:kubernetes.io/metadata.name': {} },
      },
    });
  });
});
