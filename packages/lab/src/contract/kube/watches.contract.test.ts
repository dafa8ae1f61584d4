import { OpenedWatch } from '../../kube/__testUtils__/ApiClient';
import { JsonObject, listAt, textAt } from '../../kube/kubeObject';
import { ContractCluster } from '../__testUtils__/ContractCluster';
import {
  describeServers,
  startTimeout,
} from '../__testUtils__/describeServers';
import { establishWidgets } from '../__testUtils__/establishWidgets';
import { invalid, refusal } from '../__testUtils__/refusal';

const configMaps = '/api/v1/namespaces/watches/configmaps';
const tableType = 'application/json;as=Table;v=v1;g=meta.k8s.io';

type WatchQuery = { [parameter: string]: string };

function seen(event: JsonObject | undefined): string {
  const name = textAt(event, 'object', 'metadata', 'name');
  return `${textAt(event, 'type')} ${name}`;
}

async function take(source: OpenedWatch, count: number): Promise<string[]> {
  const events: string[] = [];
  while (events.length < count) {
    events.push(seen(await source.next()));
  }
  return events;
}

describeServers('watches', servers => {
  let cluster: ContractCluster;
  const open: OpenedWatch[] = [];

  beforeAll(async () => {
    cluster = await servers.startCluster({ controllers: false });
    await cluster.admin.post('/api/v1/namespaces', {
      metadata: { name: 'watches' },
    });
    await cluster.admin.delete(`${configMaps}/kube-root-ca.crt`);
    for (const name of ['a', 'b']) {
      await cluster.admin.post(configMaps, {
        metadata: { name, labels: { set: 'first' } },
      });
    }
  }, startTimeout);

  afterEach(() => {
    for (const opened of open.splice(0)) {
      opened.close();
    }
  });

  async function watch(query: WatchQuery, accept?: string) {
    const opened = await cluster.admin.watch(
      `${configMaps}?${new URLSearchParams([
        ['watch', 'true'],
        ...Object.entries(query),
      ])}`,
      accept ? { headers: { accept } } : {},
    );
    open.push(opened);
    return opened;
  }

  async function revision(): Promise<string> {
    const { body } = await cluster.admin.get(configMaps);
    return textAt(body, 'metadata', 'resourceVersion');
  }

  const first = { labelSelector: 'set=first' };

  it('begins with what is there', async () => {
    const queries: WatchQuery[] = [{}, { resourceVersion: '0' }];
    for (const query of queries) {
      const events = await watch({ ...first, ...query });
      expect((await take(events, 2)).sort()).toEqual(['ADDED a', 'ADDED b']);
    }
  });

  it('follows what happens after a revision', async () => {
    const events = await watch({ resourceVersion: await revision() });
    const path = `${configMaps}/followed`;
    const created = await cluster.admin.post(configMaps, {
      metadata: { name: 'followed' },
    });
    await cluster.admin.patch(path, { data: { k: 'v' } });
    await cluster.admin.delete(path);
    const added = await events.next();
    expect(added).toEqual({ type: 'ADDED', object: created.body });
    expect(await events.next()).toMatchObject({
      type: 'MODIFIED',
      object: { kind: 'ConfigMap', apiVersion: 'v1', data: { k: 'v' } },
    });
    const deleted = await events.next();
    expect(deleted).toMatchObject({
      type: 'DELETED',
      object: { data: { k: 'v' } },
    });
    const last = textAt(deleted, 'object', 'metadata', 'resourceVersion');
    expect(Number(last)).toBeGreaterThan(
      Number(textAt(created.body, 'metadata', 'resourceVersion')),
    );
  });

  it('sends again what was missed', async () => {
    const before = await revision();
    const path = `${configMaps}/missed`;
    await cluster.admin.post(configMaps, { metadata: { name: 'missed' } });
    await cluster.admin.delete(path);
    const events = await watch({ resourceVersion: before });
    expect(await take(events, 2)).toEqual(['ADDED missed', 'DELETED missed']);
  });

  it('lets objects come and go with a selection', async () => {
    const path = `${configMaps}/moving`;
    const events = await watch({
      labelSelector: 'set=moving',
      resourceVersion: await revision(),
    });
    await cluster.admin.post(configMaps, { metadata: { name: 'moving' } });
    await cluster.admin.patch(path, {
      metadata: { labels: { set: 'moving' } },
    });
    await cluster.admin.patch(path, { data: { k: 'v' } });
    await cluster.admin.patch(path, { metadata: { labels: { set: null } } });
    await cluster.admin.delete(path);
    expect(await take(events, 3)).toEqual([
      'ADDED moving',
      'MODIFIED moving',
      'DELETED moving',
    ]);
  });

  it('follows one object by its name', async () => {
    const events = await watch({
      fieldSelector: 'metadata.name=named',
      resourceVersion: await revision(),
    });
    for (const name of ['unnamed', 'named']) {
      await cluster.admin.post(configMaps, { metadata: { name } });
    }
    expect(await take(events, 1)).toEqual(['ADDED named']);
  });

  it('marks the end of what is there, if it may send bookmarks', async () => {
    const queries: WatchQuery[] = [
      {},
      { sendInitialEvents: 'true', resourceVersionMatch: 'NotOlderThan' },
    ];
    for (const query of queries) {
      const events = await watch({
        ...first,
        ...query,
        allowWatchBookmarks: 'true',
      });
      await take(events, 2);
      expect(await events.next()).toEqual({
        type: 'BOOKMARK',
        object: {
          kind: 'ConfigMap',
          apiVersion: 'v1',
          metadata: {
            resourceVersion: expect.stringMatching(/^\d+$/),
            annotations: { 'k8s.io/initial-events-end': 'true' },
          },
        },
      });
    }
  });

  it('leaves out what is there, if that is asked for', async () => {
    const events = await watch({
      sendInitialEvents: 'false',
      resourceVersionMatch: 'NotOlderThan',
    });
    await cluster.admin.post(configMaps, { metadata: { name: 'only' } });
    expect(await take(events, 1)).toEqual(['ADDED only']);
  });

  it('ends when its time is over', async () => {
    const events = await watch({ ...first, timeoutSeconds: '1' });
    await take(events, 2);
    expect(await events.next()).toBeUndefined();
  });

  it('writes tables, the columns once', async () => {
    const events = await watch({ ...first }, tableType);
    const head = await events.next();
    expect(head).toMatchObject({
      type: 'ADDED',
      object: {
        kind: 'Table',
        apiVersion: 'meta.k8s.io/v1',
        rows: [{ object: { kind: 'PartialObjectMetadata' } }],
      },
    });
    expect(listAt(head, 'object', 'columnDefinitions')).toMatchObject([
      { name: 'Name', type: 'string', format: 'name', priority: 0 },
      { name: 'Data', type: 'string', priority: 0 },
      { name: 'Age', type: 'string', priority: 0 },
    ]);
    const next = await events.next();
    expect(next).toMatchObject({ object: { columnDefinitions: null } });
  });

  it('writes metadata alone', async () => {
    const events = await watch(
      { ...first },
      'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io',
    );
    const event = await events.next();
    expect(event).toMatchObject({
      type: 'ADDED',
      object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1' },
    });
    expect(event?.object).not.toHaveProperty('data');
  });

  it('does not watch in YAML', async () => {
    const answer = await cluster.admin.get(`${configMaps}?watch=true`, {
      headers: { accept: 'application/yaml' },
    });
    expect(answer.code).toBe(406);
    expect(answer.text.replace(/\n\s+/g, ' ')).toContain(
      'only the following media types are accepted: application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch',
    );
  });

  it('refuses a revision that is none', async () => {
    const answer = await cluster.admin.get(
      `${configMaps}?watch=true&resourceVersion=abc`,
    );
    expect(answer.body).toEqual(
      refusal({
        code: 500,
        message:
          'resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax',
      }),
    );
  });

  const match = 'resourceVersionMatch';
  const forbidden = (message: string) => ({
    reason: 'FieldValueForbidden',
    field: match,
    message: `Forbidden: ${message}`,
  });
  const unsupported = {
    reason: 'FieldValueNotSupported',
    field: match,
    message: 'Unsupported value: "Exact": supported values: "NotOlderThan"',
  };

  it.each([
    [
      'resourceVersion=1&resourceVersionMatch=Exact',
      [
        forbidden(
          'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
        ),
        unsupported,
      ],
    ],
    [
      'sendInitialEvents=true',
      [
        forbidden(
          'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
        ),
      ],
    ],
    [
      'continue=abc',
      [
        forbidden(
          'resourceVersionMatch is forbidden when continue is provided',
        ),
      ],
    ],
  ])('does not understand %s', async (query, causes) => {
    const answer = await cluster.admin.get(`${configMaps}?watch=true&${query}`);
    expect(answer.body).toEqual(
      invalid({ group: 'meta.k8s.io', kind: 'ListOptions', causes }),
    );
  });

  it('ends with 410 when what was missed is no longer known', async () => {
    await establishWidgets(cluster);
    await cluster.compact();
    const events = await cluster.admin.watch(
      '/apis/example.com/v1/widgets?watch=true&resourceVersion=1',
    );
    open.push(events);
    const event = await events.next();
    expect(event).toEqual({
      type: 'ERROR',
      object: refusal({
        code: 410,
        reason: 'Expired',
        message: expect.stringMatching(/^too old resource version: 1 \(\d+\)$/),
      }),
    });
    expect(await events.next()).toBeUndefined();
  });
});
