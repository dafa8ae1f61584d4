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
import { refusal } from '../__testUtils__/refusal';

describeServers('server-side apply that is refused', servers => {
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

  it.each([
    [
      'no manager',
      configMap('wrong'),
      '',
      422,
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    ],
    [
      'its own managedFields',
      configMap('wrong', {}, { managedFields: [{ manager: 'x' }] }),
      'fieldManager=f',
      400,
      'metadata.managedFields must be nil',
    ],
    [
      'another name',
      configMap('other'),
      'fieldManager=f',
      400,
      'the name of the object (other) does not match the name on the URL (wrong)',
    ],
    [
      'another kind',
      { ...configMap('wrong'), kind: 'Secret' },
      'fieldManager=f',
      400,
      'invalid object type: /v1, Kind=Secret',
    ],
    [
      'no kind',
      { metadata: { name: 'wrong' } },
      'fieldManager=f',
      400,
      'invalid object type: /, Kind=',
    ],
    [
      'no name',
      { apiVersion: 'v1', kind: 'ConfigMap' },
      'fieldManager=f',
      400,
      'the name of the object (wrong based on URL) was undeterminable: name must be provided',
    ],
    [
      'a list',
      '- a',
      'fieldManager=f',
      400,
      'error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}',
    ],
    [
      'a uid although there is no object',
      configMap('wrong', {}, { uid: 'abc' }),
      'fieldManager=f',
      409,
      'Operation cannot be fulfilled on configmaps "wrong": uid mismatch: the provided object specified uid abc, and no existing object was found',
    ],
  ])('refuses %s', async (_what, body, query, code, message) => {
    const answer = await apply(`${configMaps}/wrong`, body, query);
    expect(answer.body).toMatchObject({ code, message });
  });

  it('refuses a stale resourceVersion', async () => {
    await create(configMaps, configMap('stale', { a: '1' }), 'alice');
    const answer = await apply(
      `${configMaps}/stale`,
      configMap('stale', { b: '1' }, { resourceVersion: '1' }),
      'fieldManager=f',
    );
    expect(answer.body).toEqual(
      refusal({
        code: 409,
        reason: 'Conflict',
        message:
          'Operation cannot be fulfilled on configmaps "stale": the object has been modified; please apply your changes to the latest version and try again',
        details: { name: 'stale', kind: 'configmaps' },
      }),
    );
  });

  it.each([
    [
      'a field that is not there',
      deployment('typed', { nonsense: 1 }),
      '.spec.nonsense: field not declared in schema',
    ],
    [
      'a text for a number',
      deployment('typed', { replicas: 'x' }),
      '.spec.replicas: expected numeric (int or float), got string',
    ],
    [
      'a text for a list',
      deployment('typed', { template: { spec: { containers: 'x' } } }),
      '.spec.template.spec.containers: expected list, got &{x}',
    ],
    [
      'a key twice',
      deployment('typed', {}, { env: [{ name: 'A' }, { name: 'A' }] }),
      '.spec.template.spec.containers[name="web"].env: duplicate entries for key [name="A"]',
    ],
  ])('refuses %s', async (_what, body, why) => {
    const answer = await apply(`${deployments}/typed`, body, 'fieldManager=f');
    expect(answer.body).toEqual(
      refusal({
        code: 500,
        message: `failed to create typed patch object (/typed; apps/v1, Kind=Deployment): ${why}`,
      }),
    );
  });

  it('refuses wrong names of managers and force without apply', async () => {
    await create(configMaps, configMap('named', { a: '1' }), 'alice');
    const one = `${configMaps}/named`;
    const long = await patch(one, { data: { b: '1' } }, 'x'.repeat(129));
    expect(long.body).toMatchObject({
      code: 422,
      message:
        'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Too long: may not be more than 128 bytes',
    });
    const unprintable = await patch(one, { data: { b: '1' } }, 'a%07b');
    expect(unprintable.body).toMatchObject({
      code: 422,
      message:
        'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Invalid value: "a\\ab": invalid character U+0007 (at position 1)',
    });
    const forced = await cluster.admin.patch(`${one}?force=true`, {});
    expect(forced.body).toMatchObject({
      code: 422,
      message:
        'PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch',
    });
  });
});
