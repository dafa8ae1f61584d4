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

const widgets = '/apis/example.com/v1/namespaces/custom/widgets';
const megabyte = 1024 * 1024;

function widget(name: string, spec: unknown, more: object = {}) {
  return { ...widgetType, metadata: { name }, spec, ...more };
}

function badRequest(message: string) {
  return refusal({ code: 400, reason: 'BadRequest', message });
}

describeServers('custom resources', servers => {
  let cluster: ContractCluster;

  beforeAll(async () => {
    cluster = await servers.startCluster();
    await createNamespace(cluster, 'custom');
    await establishWidgets(cluster);
  }, startTimeout);

  async function refused(spec: unknown, more: object = {}) {
    const answer = await cluster.admin.post(
      widgets,
      widget('refused', spec, more),
    );
    return answer.body;
  }

  function unfit(...causes: ReturnType<typeof cause>[]) {
    return invalid({
      group: 'example.com',
      kind: 'Widget',
      name: 'refused',
      causes,
    });
  }

  it('drops what the schema does not know and sets what it knows', async () => {
    const answer = await cluster.admin.post(
      widgets,
      widget(
        'pruned',
        { size: 1, unknown: 1, extra: { free: { deep: 1 } } },
        { status: { phase: 'x' }, unknown: 1 },
      ),
    );
    expect(answer.code).toBe(201);
    const { metadata, ...rest } = answer.body;
    expect(rest).toEqual({
      ...widgetType,
      spec: { size: 1, color: 'blue', extra: { free: { deep: 1 } } },
    });
    expect(metadata).toMatchObject({ name: 'pruned', generation: 1 });
  });

  it('takes null for a field that is not there', async () => {
    const answer = await cluster.admin.post(
      `${widgets}?dryRun=All`,
      widget('nulls', { size: 1, color: null, extra: null }),
    );
    expect(answer.body.spec).toEqual({ size: 1, color: 'blue' });
    expect(await refused({ size: null })).toEqual(
      unfit(cause('spec.size', 'Required value', 'FieldValueRequired')),
    );
  });

  it.each([
    [
      'too little',
      { size: 0 },
      [
        cause(
          'spec.size',
          'Invalid value: 0: spec.size in body should be greater than or equal to 1',
        ),
      ],
    ],
    [
      'a text for a number',
      { size: 'x' },
      [
        cause(
          'spec.size',
          'Invalid value: "string": spec.size in body must be of type integer: "string"',
          'FieldValueTypeInvalid',
        ),
      ],
    ],
    [
      'a number for a text',
      { size: 1, color: 5 },
      [
        cause(
          'spec.color',
          'Invalid value: "integer": spec.color in body must be of type string: "integer"',
          'FieldValueTypeInvalid',
        ),
      ],
    ],
    [
      'a list for an object',
      [],
      [
        cause(
          'spec',
          'Invalid value: "array": spec in body must be of type object: "array"',
          'FieldValueTypeInvalid',
        ),
      ],
    ],
    [
      'nothing that is required',
      {},
      [cause('spec.size', 'Required value', 'FieldValueRequired')],
    ],
  ])('refuses %s', async (_what, spec, causes) => {
    expect(await refused(spec)).toEqual(unfit(...causes));
  });

  it('refuses a broken number', async () => {
    expect(await refused({ size: 1.5 })).toEqual(
      unfit(
        cause(
          'spec.size',
          'Invalid value: "number": spec.size in body must be of type integer: "number"',
          'FieldValueTypeInvalid',
        ),
        cause(
          '<nil>',
          'Invalid value: "": Checked value must be of type integer (default format) in spec.size',
        ),
      ),
    );
  });

  it('has to be told kind and version', async () => {
    const object = { metadata: { name: 'x' }, spec: { size: 1 } };
    const none = await cluster.admin.post(widgets, object);
    expect(none.body).toEqual(
      badRequest(
        `the object provided is unrecognized (must be of type Widget): Object 'Kind' is missing in '${JSON.stringify(
          object,
        )}' (${JSON.stringify(object).slice(0, 30)} ...)`,
      ),
    );
    const version2 = await cluster.admin.post(widgets, {
      ...object,
      ...widgetType,
      apiVersion: 'example.com/v2',
    });
    expect(version2.body).toEqual(
      badRequest(
        'the API version in the data (example.com/v2) does not match the expected API version (example.com/v1)',
      ),
    );
    const kind = await cluster.admin.post(widgets, {
      ...object,
      ...widgetType,
      kind: 'Gadget',
    });
    expect(kind.body).toEqual(
      invalid({
        group: 'example.com',
        kind: 'Gadget',
        name: 'x',
        causes: [cause('kind', 'Invalid value: "Gadget": must be Widget')],
      }),
    );
  });

  it('refuses unknown fields where it is to be strict', async () => {
    const answer = await cluster.admin.post(
      `${widgets}?fieldValidation=Strict`,
      widget('strict', { size: 1, unknown: 1 }, { other: 1 }),
    );
    const message = textAt(answer.body, 'message');
    expect(answer.body).toEqual(badRequest(message));
    const [why, fields] = message.split(' strict decoding error: ');
    expect(why).toBe('Widget in version "v1" cannot be handled as a Widget:');
    expect(fields.split(', ').sort()).toEqual([
      'unknown field "other"',
      'unknown field "spec.unknown"',
    ]);
  });

  it('reads the metadata of every kind in the same way', async () => {
    const answer = await cluster.admin.post(widgets, {
      ...widget('x', { size: 1 }),
      metadata: { name: 'x', labels: { a: 5 } },
    });
    expect(answer.body).toEqual(
      badRequest(
        'Widget in version "v1" cannot be handled as a Widget: json: cannot unmarshal number into Go struct field ObjectMeta.labels of type string',
      ),
    );
  });

  it('refuses what its store cannot hold', async () => {
    const extra = (size: number) => ({
      size: 1,
      extra: { text: 'x'.repeat(size) },
    });
    expect(await refused(extra(1.6 * megabyte))).toEqual(
      refusal({ code: 500, message: 'etcdserver: request is too large' }),
    );
    expect(await refused(extra(2.2 * megabyte))).toEqual(
      refusal({
        code: 500,
        message: expect.stringMatching(
          /^rpc error: code = ResourceExhausted desc = trying to send message larger than max \(\d+ vs\. 2097152\)$/,
        ),
      }),
    );
    expect(await refused(extra(10 * megabyte))).toMatchObject({ code: 413 });
  });

  it('lists them with kind and version each', async () => {
    const { body } = await cluster.admin.get(widgets);
    expect(body).toMatchObject({
      kind: 'WidgetList',
      apiVersion: 'example.com/v1',
    });
    for (const item of listAt(body, 'items')) {
      expect(item).toMatchObject(widgetType);
    }
  });
});
