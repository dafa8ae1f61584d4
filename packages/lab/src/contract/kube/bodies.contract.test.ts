import { ContractCluster } from '../__testUtils__/ContractCluster';
import {
  describeServers,
  startTimeout,
} from '../__testUtils__/describeServers';
import { invalid, refusal } from '../__testUtils__/refusal';

const configMaps = '/api/v1/namespaces/default/configmaps';
const megabyte = 1024 * 1024;

function badRequest(message: string) {
  return refusal({ code: 400, reason: 'BadRequest', message });
}

describeServers('bodies', servers => {
  let cluster: ContractCluster;

  beforeAll(async () => {
    cluster = await servers.startCluster({ controllers: false });
  }, startTimeout);

  it.each([
    [
      'cut off',
      '{"metadata": {"name"',
      'couldn\'t get version/kind; json parse error: unexpected end of JSON input ({"metadata": {"name")',
    ],
    [
      'cut off after thirty bytes',
      '{"kind":"ConfigMap","apiVersion":"v1","metadata": {"name": "x"',
      'couldn\'t get version/kind; json parse error: unexpected end of JSON input ({"kind":"ConfigMap","apiVersio ...)',
    ],
    [
      'not JSON',
      'hello',
      "couldn't get version/kind; json parse error: invalid character 'h' looking for beginning of value (68656c6c6f)",
    ],
    [
      'a list',
      '[]',
      'couldn\'t get version/kind; json parse error: json: cannot unmarshal array into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" } (5b5d)',
    ],
    [
      'a text',
      '"hello"',
      'couldn\'t get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" } (2268656c6c6f22)',
    ],
  ])('refuses a body that is %s', async (_what, body, why) => {
    const answer = await cluster.admin.post(configMaps, body);
    expect(answer.body).toEqual(
      badRequest(
        `the object provided is unrecognized (must be of type ConfigMap): ${why}`,
      ),
    );
  });

  it('refuses a create without a body', async () => {
    const answer = await cluster.admin.send(configMaps, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.body).toEqual(
      badRequest(
        "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)",
      ),
    );
  });

  it('takes null as an object without anything', async () => {
    const answer = await cluster.admin.post(configMaps, 'null');
    expect(answer.body).toEqual(
      invalid({
        kind: 'ConfigMap',
        causes: [
          {
            reason: 'FieldValueRequired',
            field: 'metadata.name',
            message: 'Required value: name or generateName is required',
          },
        ],
      }),
    );
  });

  it.each([
    [
      'Secret',
      'v1',
      'converting (v1.Secret) to (core.ConfigMap): unknown conversion',
    ],
    [
      'Deployment',
      'apps/v1',
      'converting (v1.Deployment) to (core.ConfigMap): unknown conversion',
    ],
    [
      'ConfigMap',
      'v2',
      'no kind "ConfigMap" is registered for version "v2" in scheme "pkg/runtime/scheme.go:111"',
    ],
    [
      'Thing',
      'v1',
      'no kind "Thing" is registered for version "v1" in scheme "pkg/runtime/scheme.go:111"',
    ],
  ])('refuses a %s of %s as a ConfigMap', async (kind, apiVersion, why) => {
    const answer = await cluster.admin.post(configMaps, {
      kind,
      apiVersion,
      metadata: { name: 'x' },
    });
    const version = apiVersion.split('/').pop();
    expect(answer.body).toEqual(
      badRequest(
        `${kind} in version "${version}" cannot be handled as a ConfigMap: ${why}`,
      ),
    );
  });

  it('reads YAML, and says which media types it reads', async () => {
    const created = await cluster.admin.send(configMaps, {
      method: 'POST',
      headers: { 'content-type': 'application/yaml' },
      body: 'metadata:\n  name: yaml\ndata:\n  color: blue\n',
    });
    expect(created.code).toBe(201);
    expect(created.body.data).toEqual({ color: 'blue' });
    const refused = await cluster.admin.send(configMaps, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: 'hello',
    });
    expect(refused.body).toEqual(
      refusal({
        code: 415,
        reason: 'UnsupportedMediaType',
        message:
          'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
      }),
    );
  });

  it('refuses what it cannot write', async () => {
    const answer = await cluster.admin.get(configMaps, {
      headers: {
        accept: 'application/json;as=Table;v=v2;g=meta.k8s.io',
      },
    });
    expect(answer.body).toEqual(
      refusal({
        code: 406,
        reason: 'NotAcceptable',
        message:
          'only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf',
      }),
    );
  });

  it('writes YAML', async () => {
    const answer = await cluster.admin.get('/api/v1/namespaces/default', {
      headers: { accept: 'application/yaml' },
    });
    expect(answer).toMatchObject({ code: 200, type: 'application/yaml' });
    expect(answer.text).toMatch(
      /^apiVersion: v1\nkind: Namespace\nmetadata:\n/,
    );
  });

  it('refuses 10 MB, and hears what is asked next', async () => {
    for (let round = 0; round < 5; round += 1) {
      const answer = await cluster.admin.post(configMaps, {
        metadata: { name: 'large' },
        data: { text: 'x'.repeat(10 * megabyte) },
      });
      expect(answer.body).toEqual(
        refusal({
          code: 413,
          reason: 'RequestEntityTooLarge',
          message: 'Request entity too large: limit is 3145728',
        }),
      );
      expect(await cluster.admin.get(configMaps)).toMatchObject({ code: 200 });
    }
  });

  it('refuses a ConfigMap of more than 1 MiB', async () => {
    const answer = await cluster.admin.post(configMaps, {
      metadata: { name: 'large' },
      data: { text: 'x'.repeat(1.1 * megabyte) },
    });
    expect(answer.body).toEqual(
      invalid({
        kind: 'ConfigMap',
        name: 'large',
        causes: [
          {
            reason: 'FieldValueTooLong',
            field: '[]',
            message: 'Too long: may not be more than 1048576 bytes',
          },
        ],
      }),
    );
  });

  it('refuses annotations of more than 256 KiB', async () => {
    const answer = await cluster.admin.post(configMaps, {
      metadata: { name: 'large', annotations: { a: 'x'.repeat(270_000) } },
    });
    expect(answer.body).toEqual(
      invalid({
        kind: 'ConfigMap',
        name: 'large',
        causes: [
          {
            reason: 'FieldValueTooLong',
            field: 'metadata.annotations',
            message: 'Too long: may not be more than 262144 bytes',
          },
        ],
      }),
    );
  });

  it('refuses the value of a field that is of another type', async () => {
    const answer = await cluster.admin.post(configMaps, {
      metadata: { name: 'x' },
      data: { count: 5 },
    });
    expect(answer.body).toEqual(
      badRequest(
        'ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal number into Go struct field ConfigMap.data of type string',
      ),
    );
    const deployment = await cluster.admin.post(
      '/apis/apps/v1/namespaces/default/deployments',
      { metadata: { name: 'x' }, spec: { replicas: 'three' } },
    );
    expect(deployment.body).toEqual(
      badRequest(
        'Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
      ),
    );
  });

  it('drops fields that it does not know, unless it is to be strict', async () => {
    const object = { metadata: { name: 'x', shape: 1 }, colour: 'blue' };
    const lenient = await cluster.admin.post(
      `${configMaps}?dryRun=All`,
      object,
    );
    expect(lenient.code).toBe(201);
    expect(lenient.body).not.toHaveProperty('colour');
    expect(lenient.body.metadata).not.toHaveProperty('shape');
    const strict = await cluster.admin.post(
      `${configMaps}?dryRun=All&fieldValidation=Strict`,
      object,
    );
    expect(strict.body).toEqual(
      badRequest(
        'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "metadata.shape", unknown field "colour"',
      ),
    );
  });
});
