import { textAt } from '../../kube/kubeObject';
import { ContractCluster } from '../__testUtils__/ContractCluster';
import {
  describeServers,
  startTimeout,
} from '../__testUtils__/describeServers';
import { createNamespace } from '../__testUtils__/namespaces';
import { cause, invalid, refusal } from '../__testUtils__/refusal';

const configMaps = '/api/v1/namespaces/updates/configmaps';

function conflict(name: string, why: string) {
  return refusal({
    code: 409,
    reason: 'Conflict',
    message: `Operation cannot be fulfilled on configmaps "${name}": ${why}`,
    details: { name, kind: 'configmaps' },
  });
}
describeServers('writes of an object that is there', servers => {
  const path = `${configMaps}/there`;
  let cluster: ContractCluster;
  let uid: string;

  beforeAll(async () => {
    cluster = await servers.startCluster();
    await createNamespace(cluster, 'updates');
    const { body } = await cluster.admin.post(configMaps, {
      metadata: { name: 'there' },
      data: { k: 'v' },
    });
    uid = textAt(body, 'metadata', 'uid');
  }, startTimeout);

  it('takes an update without a resourceVersion, and no stale one', async () => {
    const updated = await cluster.admin.put(path, {
      metadata: { name: 'there' },
      data: { k: 'w' },
    });
    expect(updated.body).toMatchObject({
      data: { k: 'w' },
      metadata: { uid },
    });
    const stale = await cluster.admin.put(path, {
      metadata: { name: 'there', resourceVersion: '1' },
    });
    const modified =
      'the object has been modified; please apply your changes to the latest version and try again';
    expect(stale.body).toEqual(conflict('there', modified));
    const patched = await cluster.admin.patch(path, {
      metadata: { resourceVersion: '1' },
    });
    expect(patched.body).toEqual(conflict('there', modified));
  });

  it('does not write what changes nothing', async () => {
    const before = (await cluster.admin.get(path)).body;
    const after = (await cluster.admin.put(path, before)).body;
    expect(textAt(after, 'metadata', 'resourceVersion')).toBe(
      textAt(before, 'metadata', 'resourceVersion'),
    );
  });

  it('refuses a resourceVersion that is no number', async () => {
    const answer = await cluster.admin.put(path, {
      metadata: { name: 'there', resourceVersion: 'abc' },
    });
    expect(answer.body).toEqual(
      refusal({
        code: 500,
        message: 'strconv.ParseUint: parsing "abc": invalid syntax',
      }),
    );
  });

  it('refuses an update that is meant for another object', async () => {
    const other = await cluster.admin.put(path, {
      metadata: { name: 'there', uid: 'another' },
    });
    expect(other.body).toEqual(
      conflict(
        'there',
        `StorageError: invalid object, Code: 4, Key: /registry/configmaps/updates/there, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: another, UID in object meta: ${uid}`,
      ),
    );
    const message = 'Invalid value: "another": field is immutable';
    const patched = await cluster.admin.patch(path, {
      metadata: { uid: 'another' },
    });
    expect(patched.body).toEqual(
      invalid({
        kind: 'ConfigMap',
        name: 'there',
        causes: [
          cause('metadata.uid', message),
          cause('metadata.uid', message),
        ],
      }),
    );
  });

  it.each([
    [
      'another',
      { metadata: { name: 'another' } },
      'the name of the object (another) does not match the name on the URL (there)',
    ],
    [
      'no',
      { metadata: {} },
      'the name of the object (there based on URL) was undeterminable: name must be provided',
    ],
  ])('refuses an update with %s name', async (_which, body, message) => {
    const answer = await cluster.admin.put(path, body);
    expect(answer.body).toEqual(
      refusal({ code: 400, reason: 'BadRequest', message }),
    );
  });

  it('refuses a patch that makes another kind of it, or wrong values', async () => {
    const kind = await cluster.admin.patch(path, { kind: 'Secret' });
    const type = await cluster.admin.patch(path, { data: 'text' });
    for (const { body } of [kind, type]) {
      expect(body).toMatchObject({
        code: 422,
        reason: 'Invalid',
        message: expect.stringMatching(
          /^ "" is invalid: patch: Invalid value: "/,
        ),
        details: {
          causes: [{ reason: 'FieldValueInvalid', field: 'patch' }],
        },
      });
    }
  });

  it('tells what a write would do without doing it', async () => {
    const update = await cluster.admin.put(`${path}?dryRun=All`, {
      metadata: { name: 'there' },
      data: { k: 'dry' },
    });
    expect(update.body).toMatchObject({ data: { k: 'dry' } });
    const removal = await cluster.admin.delete(`${path}?dryRun=All`);
    expect(removal.body).toMatchObject({
      status: 'Success',
      details: { name: 'there', kind: 'configmaps', uid },
    });
    const { body } = await cluster.admin.get(path);
    expect(body).toMatchObject({ data: { k: 'w' }, metadata: { uid } });
  });

  it.each([
    [
      'a dry run of something',
      'dryRun=Some',
      cause(
        'dryRun',
        'Unsupported value: ["Some"]: supported values: "All"',
        'FieldValueNotSupported',
      ),
    ],
    [
      'an unknown validation of fields',
      'fieldValidation=Some',
      cause(
        'fieldValidation',
        'Unsupported value: "Some": supported values: "", "Ignore", "Strict", "Warn"',
        'FieldValueNotSupported',
      ),
    ],
  ])('refuses %s', async (_what, query, why) => {
    const options = { group: 'meta.k8s.io', causes: [why] };
    const created = await cluster.admin.post(`${configMaps}?${query}`, {
      metadata: { name: 'x' },
    });
    expect(created.body).toEqual(
      invalid({ ...options, kind: 'CreateOptions' }),
    );
    const updated = await cluster.admin.put(`${path}?${query}`, {
      metadata: { name: 'there' },
    });
    expect(updated.body).toEqual(
      invalid({ ...options, kind: 'UpdateOptions' }),
    );
  });
});
