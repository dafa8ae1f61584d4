import { widgetType } from '../../kube/__testUtils__/startTestServer';
import { listAt, textAt } from '../../kube/kubeObject';
import { ContractCluster } from '../__testUtils__/ContractCluster';
import {
  describeServers,
  startTimeout,
} from '../__testUtils__/describeServers';
import { establishWidgets } from '../__testUtils__/establishWidgets';
import { createNamespace } from '../__testUtils__/namespaces';
import { cause, invalid, refusal } from '../__testUtils__/refusal';

const tableType = 'application/json;as=Table;v=v1;g=meta.k8s.io';
const widgets = '/apis/example.com/v1/namespaces/custom/widgets';

function widget(name: string, spec: unknown, more: object = {}) {
  return { ...widgetType, metadata: { name }, spec, ...more };
}

describeServers('a custom resource', servers => {
  let cluster: ContractCluster;
  const path = `${widgets}/one`;

  beforeAll(async () => {
    cluster = await servers.startCluster();
    await createNamespace(cluster, 'custom');
    await establishWidgets(cluster);
    await cluster.admin.post(widgets, widget('one', { size: 1 }));
  }, startTimeout);

  it('is updated with a resourceVersion only', async () => {
    const answer = await cluster.admin.put(path, widget('one', { size: 2 }));
    expect(answer.body).toEqual(
      refusal({
        code: 422,
        reason: 'Invalid',
        message:
          'widgets.example.com "one" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update',
        details: {
          name: 'one',
          group: 'example.com',
          kind: 'widgets',
          causes: [
            cause(
              'metadata.resourceVersion',
              'Invalid value: 0: must be specified for an update',
            ),
          ],
        },
      }),
    );
  });

  it('counts the changes of its specification', async () => {
    const { body } = await cluster.admin.get(path);
    const same = await cluster.admin.put(path, body);
    expect(same.body.metadata).toEqual(body.metadata);
    const changed = await cluster.admin.put(path, {
      ...body,
      spec: { size: 3 },
      status: { phase: 'ignored' },
    });
    expect(changed.body).toMatchObject({
      metadata: { generation: 2 },
      spec: { size: 3, color: 'blue' },
    });
    expect(changed.body).not.toHaveProperty('status');
  });

  it('has a status of its own', async () => {
    const { body } = await cluster.admin.get(path);
    const status = { conditions: [{ type: 'Ready', status: 'True' }] };
    const written = await cluster.admin.put(`${path}/status`, {
      ...body,
      metadata: {
        name: 'one',
        resourceVersion: textAt(body, 'metadata', 'resourceVersion'),
        labels: { ignored: 'yes' },
        annotations: { ignored: 'yes' },
      },
      spec: { size: 9 },
      status,
    });
    expect(written.body).toMatchObject({
      metadata: { generation: 2 },
      spec: { size: 3 },
      status,
    });
    expect(written.body.metadata).not.toHaveProperty('labels');
    expect(written.body.metadata).not.toHaveProperty('annotations');
    const patched = await cluster.admin.patch(`${path}/status`, {
      status: { phase: 'Up' },
    });
    expect(patched.body.status).toEqual({ ...status, phase: 'Up' });
  });

  it('is patched within its schema', async () => {
    const wrong = await cluster.admin.patch(path, { spec: { size: -1 } });
    expect(wrong.body).toEqual(
      invalid({
        group: 'example.com',
        kind: 'Widget',
        name: 'one',
        causes: [
          cause(
            'spec.size',
            'Invalid value: -1: spec.size in body should be greater than or equal to 1',
          ),
        ],
      }),
    );
    const emptied = await cluster.admin.patch(path, {
      spec: { color: null },
    });
    expect(emptied.body.spec).toEqual({ size: 3, color: 'blue' });
    const strategic = await cluster.admin.patch(
      path,
      {},
      'strategic-merge-patch',
    );
    expect(strategic.body).toMatchObject({
      code: 415,
      reason: 'UnsupportedMediaType',
    });
  });

  it('has no scale', async () => {
    expect((await cluster.admin.get(`${path}/scale`)).body).toEqual(
      refusal({
        code: 404,
        reason: 'NotFound',
        message: 'widgets.example.com "one" not found',
        details: { name: 'one', group: 'example.com', kind: 'widgets' },
      }),
    );
  });

  it('is listed with the columns of its definition', async () => {
    const { body } = await cluster.admin.get(path, {
      headers: { accept: tableType },
    });
    expect(body.columnDefinitions).toMatchObject([
      { name: 'Name', type: 'string', format: 'name', priority: 0 },
      {
        name: 'Size',
        type: 'integer',
        format: '',
        priority: 0,
        description:
          'Custom resource definition column (in JSONPath format): .spec.size',
      },
      { name: 'Ready', type: 'string', priority: 0 },
    ]);
    expect(listAt(body, 'rows')).toMatchObject([
      {
        cells: ['one', 3, 'True'],
        object: {
          kind: 'PartialObjectMetadata',
          apiVersion: 'meta.k8s.io/v1',
          metadata: { name: 'one' },
        },
      },
    ]);
  });
});
