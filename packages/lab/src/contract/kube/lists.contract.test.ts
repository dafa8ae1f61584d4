import { widgetType } from '../../kube/__testUtils__/startTestServer';
import { JsonObject, listAt, textAt } from '../../kube/kubeObject';
import { ContractCluster } from '../__testUtils__/ContractCluster';
import {
  describeServers,
  startTimeout,
} from '../__testUtils__/describeServers';
import { establishWidgets } from '../__testUtils__/establishWidgets';
import { createNamespace } from '../__testUtils__/namespaces';
import { invalid, refusal } from '../__testUtils__/refusal';

const configMaps = '/api/v1/namespaces/lists/configmaps';

function names(list: JsonObject): string[] {
  return listAt(list, 'items').map(item => textAt(item, 'metadata', 'name'));
}

function revisionOf(body: JsonObject): string {
  return textAt(body, 'metadata', 'resourceVersion');
}

function continueOf(body: JsonObject): string {
  return textAt(body, 'metadata', 'continue');
}

function tokenOf(token: object): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

describeServers('lists', servers => {
  let cluster: ContractCluster;

  beforeAll(async () => {
    cluster = await servers.startCluster();
    await createNamespace(cluster, 'lists');
    await createNamespace(cluster, 'more');
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await cluster.admin.post(configMaps, {
        metadata: { name, labels: { page: 'yes' } },
      });
    }
  }, startTimeout);

  async function list(query: string): Promise<JsonObject> {
    return (await cluster.admin.get(`${configMaps}?${query}`)).body;
  }

  it('pages through one state, whatever happens meanwhile', async () => {
    const first = await list('limit=2');
    expect(names(first)).toEqual(['a', 'b']);
    expect(first.metadata).toEqual({
      resourceVersion: expect.stringMatching(/^\d+$/),
      continue: expect.any(String),
      remainingItemCount: 4,
    });
    await cluster.admin.delete(`${configMaps}/d`);
    await cluster.admin.post(configMaps, { metadata: { name: 'c2' } });
    const second = await list(`limit=2&continue=${continueOf(first)}`);
    expect(names(second)).toEqual(['c', 'd']);
    expect(second.metadata).toEqual({
      resourceVersion: revisionOf(first),
      continue: expect.any(String),
      remainingItemCount: 2,
    });
    const third = await list(`limit=2&continue=${continueOf(second)}`);
    expect(names(third)).toEqual(['e', 'kube-root-ca.crt']);
    expect(third.metadata).toEqual({ resourceVersion: revisionOf(first) });
    await cluster.admin.delete(`${configMaps}/c2`);
    await cluster.admin.post(configMaps, {
      metadata: { name: 'd', labels: { page: 'yes' } },
    });
  });

  it('does not count what remains of a selection', async () => {
    const first = await list('limit=2&labelSelector=page%3Dyes');
    expect(names(first)).toEqual(['a', 'b']);
    expect(first.metadata).toEqual({
      resourceVersion: expect.any(String),
      continue: expect.any(String),
    });
    const rest = await list(
      `labelSelector=page%3Dyes&continue=${continueOf(first)}`,
    );
    expect(names(rest)).toEqual(['c', 'd', 'e']);
  });

  it('does not look whether more is selected after a full page', async () => {
    const all = await list('limit=5&labelSelector=page%3Dyes');
    expect(names(all)).toEqual(['a', 'b', 'c', 'd', 'e']);
    const rest = await list(
      `limit=5&labelSelector=page%3Dyes&continue=${continueOf(all)}`,
    );
    expect(names(rest)).toEqual([]);
    expect(rest.metadata).toEqual({ resourceVersion: revisionOf(all) });
  });

  it('goes on with any page that it could have given', async () => {
    const { metadata } = await list('limit=1');
    expect(
      JSON.parse(
        Buffer.from(textAt(metadata, 'continue'), 'base64url').toString('utf8'),
      ),
    ).toEqual({
      v: 'meta.k8s.io/v1',
      rv: Number(textAt(metadata, 'resourceVersion')),
      start: '/a\u0000',
    });
    const everywhere = await cluster.admin.get('/api/v1/namespaces?limit=1');
    const token = Buffer.from(
      continueOf(everywhere.body),
      'base64url',
    ).toString('utf8');
    expect(JSON.parse(token)).toMatchObject({ start: '/default\u0000' });
  });

  it.each([
    [
      'what is no token',
      'abc',
      "continue key is not valid: invalid character 'i' looking for beginning of value",
    ],
    [
      'another version',
      tokenOf({ v: 'v9', rv: 5, start: 'a' }),
      'continue key is not valid: server does not recognize this encoded version v9',
    ],
    [
      'no revision',
      tokenOf({ v: 'meta.k8s.io/v1', rv: 0, start: 'a' }),
      'continue key is not valid: incorrect encoded start resourceVersion (version meta.k8s.io/v1)',
    ],
    [
      'no start',
      tokenOf({ v: 'meta.k8s.io/v1', rv: 5 }),
      'continue key is not valid: encoded start key empty (version meta.k8s.io/v1)',
    ],
  ])('does not go on with %s', async (_what, token, why) => {
    expect(await list(`continue=${token}`)).toEqual(
      refusal({
        code: 400,
        reason: 'BadRequest',
        message: `invalid continue token: ${why}`,
      }),
    );
  });

  it('lists the state of a revision', async () => {
    const before = revisionOf(await list(''));
    await cluster.admin.post(configMaps, { metadata: { name: 'later' } });
    const exact = await list(
      `resourceVersion=${before}&resourceVersionMatch=Exact`,
    );
    expect(names(exact)).not.toContain('later');
    expect(revisionOf(exact)).toBe(before);
    const newer = await list(
      `resourceVersion=${before}&resourceVersionMatch=NotOlderThan`,
    );
    expect(Number(revisionOf(newer))).toBeGreaterThanOrEqual(Number(before));
    await cluster.admin.delete(`${configMaps}/later`);
  });

  it('does not wait for ever for a revision that is to come', async () => {
    const answer = await list('resourceVersion=999999999');
    expect(answer).toEqual(
      refusal({
        code: 504,
        reason: 'Timeout',
        message: expect.stringMatching(
          /^Timeout: Too large resource version: 999999999, current: \d+$/,
        ),
        details: {
          causes: [
            {
              reason: 'ResourceVersionTooLarge',
              message: 'Too large resource version',
            },
          ],
          retryAfterSeconds: 1,
        },
      }),
    );
  });

  it.each([
    ['limit=abc', 'strconv.ParseInt: parsing "abc": invalid syntax'],
    ['timeoutSeconds=abc', 'strconv.ParseInt: parsing "abc": invalid syntax'],
    [
      'resourceVersion=abc',
      'invalid resource version: resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax',
    ],
    [
      'resourceVersion=-1',
      'invalid resource version: resourceVersion: Invalid value: "-1": strconv.ParseUint: parsing "-1": invalid syntax',
    ],
  ])('refuses %s', async (query, message) => {
    expect(await list(query)).toEqual(
      refusal({ code: 400, reason: 'BadRequest', message }),
    );
  });

  const match = 'resourceVersionMatch';
  const forbiddenMatch = (message: string) => ({
    reason: 'FieldValueForbidden',
    field: match,
    message: `Forbidden: ${message}`,
  });

  it.each([
    [
      `${match}=Exact`,
      [
        forbiddenMatch(
          'resourceVersionMatch is forbidden unless resourceVersion is provided',
        ),
      ],
    ],
    [
      `resourceVersion=1&${match}=Some`,
      [
        {
          reason: 'FieldValueNotSupported',
          field: match,
          message:
            'Unsupported value: "Some": supported values: "Exact", "NotOlderThan", ""',
        },
      ],
    ],
    [
      `resourceVersion=0&${match}=Exact`,
      [
        forbiddenMatch(
          'resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
        ),
      ],
    ],
    [
      `continue=abc&resourceVersion=1&${match}=Exact`,
      [
        forbiddenMatch(
          'resourceVersionMatch is forbidden when continue is provided',
        ),
      ],
    ],
    [
      'sendInitialEvents=true',
      [
        {
          reason: 'FieldValueForbidden',
          field: 'sendInitialEvents',
          message: 'Forbidden: sendInitialEvents is forbidden for list',
        },
      ],
    ],
  ])('does not understand %s', async (query, causes) => {
    expect(await list(query)).toEqual(
      invalid({ group: 'meta.k8s.io', kind: 'ListOptions', causes }),
    );
  });

  it('lists a kind without its objects repeating it, and custom ones with', async () => {
    const { body } = await cluster.admin.get(configMaps);
    expect(body).toMatchObject({ kind: 'ConfigMapList', apiVersion: 'v1' });
    for (const item of listAt(body, 'items')) {
      expect(item).not.toHaveProperty('kind');
      expect(item).not.toHaveProperty('apiVersion');
    }
  });

  it('deletes a selection', async () => {
    for (const name of ['s1', 's2']) {
      await cluster.admin.post(configMaps, {
        metadata: { name, labels: { set: 'old' } },
      });
    }
    const answer = await cluster.admin.delete(
      `${configMaps}?labelSelector=set%3Dold`,
    );
    expect(answer.body).toMatchObject({ kind: 'ConfigMapList' });
    expect(names(answer.body)).toEqual(['s1', 's2']);
    expect(names(await list(''))).not.toContain('s1');
  });

  it(
    'answers 410 to a page that has been compacted away',
    async () => {
      await establishWidgets(cluster);
      const widgets = '/apis/example.com/v1/namespaces/lists/widgets';
      for (const name of ['a', 'c']) {
        await cluster.admin.post(widgets, {
          ...widgetType,
          metadata: { name },
          spec: { size: 1 },
        });
      }
      await cluster.compact();
      const token = tokenOf({ v: 'meta.k8s.io/v1', rv: 2, start: '/b\u0000' });
      const expired = await cluster.admin.get(`${widgets}?continue=${token}`);
      expect(expired.body).toEqual({
        ...refusal({
          code: 410,
          reason: 'Expired',
          message:
            'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
        }),
        metadata: { continue: expect.any(String) },
      });
      const rest = await cluster.admin.get(
        `${widgets}?continue=${continueOf(expired.body)}`,
      );
      expect(names(rest.body)).toEqual(['c']);
      const exact = await cluster.admin.get(
        `${widgets}?resourceVersion=2&${match}=Exact`,
      );
      expect(exact.body).toEqual(
        refusal({
          code: 410,
          reason: 'Expired',
          message: expect.stringContaining('too old'),
        }),
      );
    },
    startTimeout,
  );
});
