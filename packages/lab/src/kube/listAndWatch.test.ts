import { ApiClient, OpenedWatch } from './__testUtils__/ApiClient';
import { startTestServer } from './__testUtils__/startTestServer';
import { KubeApiServer } from './KubeApiServer';
import { JsonObject, listAt, textAt, valueAt } from './kubeObject';

const configMaps = '/api/v1/namespaces/work/configmaps';
const tableType = 'application/json;as=Table;v=v1;g=meta.k8s.io';

function names(list: JsonObject): string[] {
  return listAt(list, 'items').map(item => textAt(item, 'metadata', 'name'));
}

function seen(event: JsonObject | undefined): string {
  return `${textAt(event, 'type')} ${textAt(
    event,
    'object',
    'metadata',
    'name',
  )}`;
}

async function take(watch: OpenedWatch, count: number): Promise<string[]> {
  const events: string[] = [];
  while (events.length < count) {
    events.push(seen(await watch.next()));
  }
  return events;
}

describe('list and watch', () => {
  let server: KubeApiServer;
  let client: ApiClient;

  async function create(name: string, labels: Record<string, string> = {}) {
    return (await client.post(configMaps, { metadata: { name, labels } })).body;
  }

  async function revision(): Promise<string> {
    const { body } = await client.get(configMaps);
    return textAt(body, 'metadata', 'resourceVersion');
  }

  beforeEach(async () => {
    ({ server, client } = await startTestServer());
    await client.post('/api/v1/namespaces', { metadata: { name: 'work' } });
    await client.delete(`${configMaps}/kube-root-ca.crt`);
  });

  afterEach(async () => {
    client.close();
    await server.stop();
  });

  it('pages through one consistent state', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await create(name);
    }
    const first = await client.get(`${configMaps}?limit=2`);
    expect(names(first.body)).toEqual(['a', 'b']);
    expect(first.body.metadata).toMatchObject({ remainingItemCount: 3 });
    await client.delete(`${configMaps}/c`);
    await create('f');
    const token = textAt(first.body, 'metadata', 'continue');
    const second = await client.get(`${configMaps}?limit=2&continue=${token}`);
    expect(names(second.body)).toEqual(['c', 'd']);
    expect(textAt(second.body, 'metadata', 'resourceVersion')).toBe(
      textAt(first.body, 'metadata', 'resourceVersion'),
    );
    const next = textAt(second.body, 'metadata', 'continue');
    const third = await client.get(`${configMaps}?limit=2&continue=${next}`);
    expect(names(third.body)).toEqual(['e']);
    expect(valueAt(third.body, 'metadata', 'continue')).toBeUndefined();
  });

  it('answers 410 for an expired page and how to go on without consistency', async () => {
    for (const name of ['a', 'b', 'c']) {
      await create(name);
    }
    const first = await client.get(`${configMaps}?limit=1`);
    await client.delete(`${configMaps}/a`);
    server.compact();
    const token = textAt(first.body, 'metadata', 'continue');
    const expired = await client.get(`${configMaps}?limit=1&continue=${token}`);
    expect(expired.body).toMatchObject({ code: 410, reason: 'Expired' });
    const inconsistent = textAt(expired.body, 'metadata', 'continue');
    const rest = await client.get(`${configMaps}?continue=${inconsistent}`);
    expect(names(rest.body)).toEqual(['b', 'c']);
  });

  it('selects by labels and fields', async () => {
    await create('a', { app: 'web' });
    await create('b', { app: 'api' });
    const byLabel = await client.get(`${configMaps}?labelSelector=app%3Dweb`);
    expect(names(byLabel.body)).toEqual(['a']);
    const byField = await client.get(
      `/api/v1/configmaps?fieldSelector=metadata.name%3Db`,
    );
    expect(names(byField.body)).toEqual(['b']);
    const unknown = await client.get(`${configMaps}?fieldSelector=spec.x%3Db`);
    expect(unknown.body).toMatchObject({ code: 400, reason: 'BadRequest' });
  });

  it('lists an exact revision and none of the future', async () => {
    await create('a');
    const before = await revision();
    await create('b');
    const exact = await client.get(
      `${configMaps}?resourceVersion=${before}&resourceVersionMatch=Exact`,
    );
    expect(names(exact.body)).toEqual(['a']);
    const future = await client.get(`${configMaps}?resourceVersion=99999`);
    expect(future.body).toMatchObject({
      code: 504,
      reason: 'Timeout',
      details: { causes: [{ reason: 'ResourceVersionTooLarge' }] },
    });
  });

  it('begins a watch with everything, or after a revision', async () => {
    await create('a');
    const after = await revision();
    const all = await client.watch(`${configMaps}?watch=true`);
    expect(await take(all, 1)).toEqual(['ADDED a']);
    await create('b');
    await client.patch(`${configMaps}/a`, { data: { x: '1' } });
    await client.delete(`${configMaps}/a`);
    const expected = ['ADDED b', 'MODIFIED a', 'DELETED a'];
    expect(await take(all, 3)).toEqual(expected);
    const resumed = await client.watch(
      `${configMaps}?watch=true&resourceVersion=${after}`,
    );
    expect(await take(resumed, 3)).toEqual(expected);
    all.close();
    resumed.close();
  });

  it('shows a selection what enters and what leaves it', async () => {
    const watch = await client.watch(
      `${configMaps}?watch=true&labelSelector=on`,
    );
    await create('a');
    await client.patch(`${configMaps}/a`, { metadata: { labels: { on: '' } } });
    await client.patch(`${configMaps}/a`, { data: { x: '1' } });
    await client.patch(`${configMaps}/a`, {
      metadata: { labels: { on: null } },
    });
    await client.delete(`${configMaps}/a`);
    await create('b', { on: '' });
    expect(await take(watch, 4)).toEqual([
      'ADDED a',
      'MODIFIED a',
      'DELETED a',
      'ADDED b',
    ]);
    watch.close();
  });

  it('ends a watch from a forgotten revision with 410', async () => {
    const old = await revision();
    await create('a');
    server.compact();
    const watch = await client.watch(
      `${configMaps}?watch=true&resourceVersion=${old}`,
    );
    expect(await watch.next()).toMatchObject({
      type: 'ERROR',
      object: {
        kind: 'Status',
        code: 410,
        reason: 'Expired',
        message: expect.stringContaining('too old resource version'),
      },
    });
    expect(await watch.next()).toBeUndefined();
  });

  it('sends bookmarks to those who want them', async () => {
    const watch = await client.watch(
      `${configMaps}?watch=true&allowWatchBookmarks=true&resourceVersion=${await revision()}`,
    );
    await client.post('/api/v1/namespaces', { metadata: { name: 'other' } });
    const current = await revision();
    server.sendBookmarks();
    expect(await watch.next()).toEqual({
      type: 'BOOKMARK',
      object: {
        kind: 'ConfigMap',
        apiVersion: 'v1',
        metadata: { resourceVersion: current },
      },
    });
    watch.close();
  });

  it('marks the end of the initial events', async () => {
    await create('a');
    const watch = await client.watch(
      `${configMaps}?watch=true&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan`,
    );
    expect(seen(await watch.next())).toBe('ADDED a');
    expect(await watch.next()).toMatchObject({
      type: 'BOOKMARK',
      object: {
        metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } },
      },
    });
    watch.close();
  });

  it('ends a watch when its time is over', async () => {
    const watch = await client.watch(
      `${configMaps}?watch=true&timeoutSeconds=1`,
    );
    expect(await watch.next()).toBeUndefined();
  });

  it('knows the open watches', async () => {
    const watch = await client.watch(`${configMaps}?watch=true`);
    expect(server.requests.snapshot().watches).toEqual([
      { user: 'admin', resource: 'configmaps' },
    ]);
    server.endWatches();
    expect(await watch.next()).toBeUndefined();
    expect(server.requests.snapshot().watches).toEqual([]);
  });

  it('lists and watches as a Table', async () => {
    await client.post(configMaps, {
      metadata: { name: 'a' },
      data: { x: '', y: '' },
    });
    const headers = { accept: `${tableType},application/json` };
    const list = await client.get(configMaps, { headers });
    expect(list.body).toMatchObject({
      kind: 'Table',
      apiVersion: 'meta.k8s.io/v1',
      columnDefinitions: [
        { name: 'Name', format: 'name' },
        { name: 'Data' },
        { name: 'Age' },
      ],
      rows: [
        {
          cells: ['a', 2, expect.any(String)],
          object: {
            kind: 'PartialObjectMetadata',
            apiVersion: 'meta.k8s.io/v1',
            metadata: { name: 'a' },
          },
        },
      ],
    });
    const watch = await client.watch(`${configMaps}?watch=true`, { headers });
    await create('b');
    const [first, second] = [await watch.next(), await watch.next()];
    expect(listAt(first, 'object', 'columnDefinitions')).toHaveLength(3);
    expect(second).toMatchObject({
      type: 'ADDED',
      object: {
        columnDefinitions: null,
        rows: [{ cells: ['b', 0, expect.any(String)] }],
      },
    });
    watch.close();
  });

  it('lists metadata alone', async () => {
    await create('a');
    const { body } = await client.get(configMaps, {
      headers: {
        accept:
          'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
      },
    });
    expect(body).toMatchObject({
      kind: 'PartialObjectMetadataList',
      items: [{ kind: 'PartialObjectMetadata', metadata: { name: 'a' } }],
    });
  });
});
