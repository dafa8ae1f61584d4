import { once } from 'node:events';
import { makeInformer, V1ConfigMap } from '@kubernetes/client-node';
import { createServerCertificate } from '../kube';
import { FaultyCluster } from './__testUtils__/FaultyCluster';
import {
  clockSkew,
  deadWatch,
  expiredToken,
  invalidJson,
  serverErrors,
  truncatedList,
  wrongAuthority,
} from './httpFaults';

const configMaps = '/api/v1/namespaces/default/configmaps';

describe('ClusterPath', () => {
  let cluster: FaultyCluster;

  beforeAll(async () => {
    cluster = await FaultyCluster.start();
    await cluster.fill(20, 10_000);
  });

  afterEach(async () => {
    await cluster.path.setLink({ kind: 'clear' });
    for (const name of ['one', 'other']) {
      await cluster.path.clearFault(name);
    }
    // Throws when not everything is well again.
    await cluster.core.listNamespacedConfigMap({ namespace: 'default' });
  });

  afterAll(async () => {
    await cluster.stop();
  });

  describe('link conditions', () => {
    it('cut: refuses connections', async () => {
      await cluster.path.setLink({ kind: 'cut' });

      await expect(cluster.core.listNamespace()).rejects.toMatchObject({
        code: 'ECONNREFUSED',
      });
    });

    it.each(['halfOpen', 'silent'] as const)(
      '%s: connects, and no byte comes until the caller gives up',
      async kind => {
        await cluster.path.setLink({ kind, noticedAfterMilliseconds: 60_000 });
        const socket = await cluster.path.relay.connect();
        let bytes = 0;
        socket.on('data', chunk => {
          bytes += chunk.length;
        });

        await expect(
          cluster.get('/version', { timeoutMilliseconds: 300 }),
        ).rejects.toMatchObject({ name: 'AbortError' });
        expect(bytes).toBe(0);
        socket.destroy();
      },
    );

    it('halfOpen: an open HTTP/2 connection stays, and its pings are not answered', async () => {
      const session = cluster.http2();
      await once(session, 'connect');
      await cluster.path.setLink({ kind: 'halfOpen' });
      const answered = new Promise(resolve => {
        session.ping(error => resolve(error === null));
      });

      await expect(
        cluster.get('/version', { timeoutMilliseconds: 300 }),
      ).rejects.toMatchObject({ name: 'AbortError' });
      expect(session.destroyed).toBe(false);
      await cluster.path.setLink({ kind: 'clear' });
      expect(await answered).toBe(true);
      session.destroy();
    });

    it('closed: connects, and the connection ends within the TLS handshake', async () => {
      await cluster.path.setLink({ kind: 'closed' });
      const socket = await cluster.path.relay.connect();
      socket.destroy();

      await expect(cluster.get('/version')).rejects.toMatchObject({
        code: 'ECONNRESET',
        message:
          'Client network socket disconnected before secure TLS connection was established',
      });
    });

    it('resetting: breaks an answer in the middle of its body', async () => {
      await cluster.path.setLink({ kind: 'resetting', afterBytes: 100_000 });
      let received = '';

      await expect(
        cluster.get(configMaps, {
          onData: chunk => {
            received += chunk.toString('utf8');
          },
        }),
      ).rejects.toMatchObject({ code: 'ECONNRESET' });
      expect(received).toMatch(/^\{"kind":"ConfigMapList"/);
      expect(() => JSON.parse(received)).toThrow(SyntaxError);
    });

    it('slow: answers, later than the latency and slower than the rate', async () => {
      await cluster.path.setLink({
        kind: 'slow',
        latencyMilliseconds: 30,
        bytesPerSecond: 1_000_000,
      });
      const begun = performance.now();
      const { text } = await cluster.get(configMaps);

      // Three ways for TCP and TLS and one for the answer are the least; more than 200 KB at 1 MB/s.
      expect(performance.now() - begun).toBeGreaterThan(4 * 30 + 200);
      expect(JSON.parse(text).items.length).toBeGreaterThanOrEqual(20);
    });
  });

  describe('HTTP faults', () => {
    it('server errors: resources fail with 500, the version is still told', async () => {
      await cluster.path.setFault('one', serverErrors());

      await expect(cluster.core.listNamespace()).rejects.toMatchObject({
        code: 500,
        body: expect.stringContaining('etcdserver: request timed out'),
      });
      expect(await cluster.get('/version')).toMatchObject({ status: 200 });
    });

    it('invalid JSON: a page of a proxy where JSON should be', async () => {
      await cluster.path.setFault('one', invalidJson());

      const { status, text } = await cluster.get(configMaps);
      expect(status).toBe(200);
      expect(() => JSON.parse(text)).toThrow("Unexpected token '<'");
      await expect(cluster.core.listNamespace()).rejects.toThrow(
        'is not valid JSON',
      );
    });

    it('truncated list: the body ends half-way, a single object does not', async () => {
      await cluster.path.setFault('one', truncatedList());

      const { status, text } = await cluster.get(configMaps);
      expect(status).toBe(200);
      expect(text).toMatch(/^\{"kind":"ConfigMapList"/);
      expect(() => JSON.parse(text)).toThrow(SyntaxError);
      const one = await cluster.core.readNamespacedConfigMap({
        namespace: 'default',
        name: 'filler-0',
      });
      expect(one.metadata?.name).toBe('filler-0');
    });

    it('dead watch: it opens and stays open, lists go on, and nothing ever comes', async () => {
      await cluster.path.setFault('one', deadWatch());
      const session = cluster.http2();
      const watch = session.request({
        ':path': `${configMaps}?watch=true`,
        authorization: 'Bearer admin-token',
      });
      const events: string[] = [];
      watch.on('data', chunk => events.push(String(chunk)));
      const [headers] = await once(watch, 'response');
      expect(headers[':status']).toBe(200);

      const created = await cluster.core.createNamespacedConfigMap({
        namespace: 'default',
        body: { metadata: { name: 'unseen' } },
      });
      const listed = await cluster.core.listNamespacedConfigMap({
        namespace: 'default',
      });
      await new Promise<void>(resolve => session.ping(() => resolve()));

      expect(listed.items.map(({ metadata }) => metadata?.uid)).toContain(
        created.metadata?.uid,
      );
      expect(events).toEqual([]);
      expect(watch.destroyed).toBe(false);
      await cluster.path.clearFault('one');
      await cluster.core.deleteNamespacedConfigMap({
        namespace: 'default',
        name: 'unseen',
      });
    });

    it("wrong CA: the client's own TLS refuses the server", async () => {
      const other = await createServerCertificate('other');
      await cluster.path.setFault('one', wrongAuthority(other));

      await expect(cluster.core.listNamespace()).rejects.toMatchObject({
        code: 'SELF_SIGNED_CERT_IN_CHAIN',
      });
      expect(await cluster.get('/version', { ca: other.caPem })).toMatchObject({
        status: 200,
      });
    });

    it('expired token: 401 for everything that comes with one', async () => {
      await cluster.path.setFault('one', expiredToken());

      await expect(cluster.core.listNamespace()).rejects.toMatchObject({
        code: 401,
      });
      const { text } = await cluster.get('/version');
      expect(JSON.parse(text)).toEqual({
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: 'Unauthorized',
        reason: 'Unauthorized',
        code: 401,
      });
    });

    it('clock skew: times and the Date header are off, and what is written back stays right', async () => {
      const before = await cluster.core.readNamespacedConfigMap({
        namespace: 'default',
        name: 'filler-0',
      });
      const created = before.metadata?.creationTimestamp?.getTime() ?? 0;
      await cluster.path.setFault('one', clockSkew({ seconds: 3_600 }));

      const skewed = await cluster.core.readNamespacedConfigMap({
        namespace: 'default',
        name: 'filler-0',
      });
      expect(skewed.metadata?.creationTimestamp?.getTime()).toBe(
        created + 3_600_000,
      );
      const { date = '' } = await cluster.get('/version');
      expect(Date.parse(date) - Date.now()).toBeGreaterThan(3_500_000);

      const stamp = new Date(created + 7_200_000);
      await cluster.core.replaceNamespacedConfigMap({
        namespace: 'default',
        name: 'filler-0',
        body: { ...skewed, data: { stamp: stamp.toISOString() } },
      });
      await cluster.path.clearFault('one');
      const after = await cluster.core.readNamespacedConfigMap({
        namespace: 'default',
        name: 'filler-0',
      });
      expect(after.metadata?.creationTimestamp?.getTime()).toBe(created);
      expect(after.data?.stamp).toBe(
        new Date(stamp.getTime() - 3_600_000).toISOString(),
      );
    });

    it('holds several at once', async () => {
      await cluster.path.setFault('one', deadWatch());
      await cluster.path.setFault('other', expiredToken());
      await expect(cluster.core.listNamespace()).rejects.toMatchObject({
        code: 401,
      });
      await cluster.path.clearFault('other');
      await cluster.core.listNamespace();
    });
  });

  it("lets the client's own informer recover from an ended fault", async () => {
    const { core, kubeConfig } = cluster;
    const informer = makeInformer<V1ConfigMap>(kubeConfig, configMaps, () =>
      core.listNamespacedConfigMap({ namespace: 'default' }),
    );
    const added = new Promise<string | undefined>(resolve => {
      informer.on('add', ({ metadata }) => {
        if (metadata?.name === 'late') {
          resolve(metadata.name);
        }
      });
    });
    await informer.start();
    const failed = new Promise<void>(resolve => {
      informer.on('error', () => resolve());
    });
    await cluster.path.setFault('one', serverErrors());
    await failed;
    await cluster.path.clearFault('one');
    await informer.start();
    await core.createNamespacedConfigMap({
      namespace: 'default',
      body: { metadata: { name: 'late' } },
    });

    expect(await added).toBe('late');
    await informer.stop();
  });
});
