import { connect, ClientHttp2Session } from 'node:http2';
import { createServer, Server, Socket, connect as connectTcp } from 'node:net';
import { PassThrough } from 'node:stream';
import { createInterface } from 'node:readline';
import {
  ApiextensionsV1Api,
  CoreV1Api,
  CustomObjectsApi,
  KubeConfig,
  makeInformer,
  PatchStrategy,
  PortForward,
  setHeaderOptions,
} from '@kubernetes/client-node';
import { ApiClient } from './__testUtils__/ApiClient';
import {
  startTestServer,
  widgetDefinition,
} from './__testUtils__/startTestServer';
import { KubeApiServer } from './KubeApiServer';

async function listen(server: Server): Promise<number> {
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return address && typeof address === 'object' ? address.port : 0;
}

describe('@kubernetes/client-node', () => {
  let server: KubeApiServer;
  let client: ApiClient;
  let config: KubeConfig;
  let echo: Server;
  let echoPort: number;
  const sockets = new Set<Socket>();

  beforeAll(async () => {
    echo = createServer(socket => {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.pipe(socket);
    });
    echoPort = await listen(echo);
    ({ server, client } = await startTestServer({
      portForward: {
        async connect({ port }) {
          if (port !== 80) {
            throw new Error(`failed to connect to localhost:${port}`);
          }
          return connectTcp(echoPort, '127.0.0.1');
        },
      },
    }));
    await client.post('/api/v1/namespaces/default/pods', {
      metadata: { name: 'web' },
      spec: { nodeName: 'n1', containers: [{ name: 'c', image: 'i' }] },
    });
    config = new KubeConfig();
    config.loadFromString(JSON.stringify(server.kubeConfig('admin')));
  });

  afterAll(async () => {
    client.close();
    for (const socket of sockets) {
      socket.destroy();
    }
    echo.close();
    await server.stop();
  });

  it('writes and reads built-in and custom objects', async () => {
    const core = config.makeApiClient(CoreV1Api);
    const namespace = 'default';
    await core.createNamespacedSecret({
      namespace,
      body: { metadata: { name: 's' }, stringData: { password: 'x' } },
    });
    const secret = await core.readNamespacedSecret({ namespace, name: 's' });
    expect(secret).toMatchObject({
      type: 'Opaque',
      data: { password: Buffer.from('x').toString('base64') },
    });
    await core.patchNamespacedSecret(
      { namespace, name: 's', body: { metadata: { labels: { a: 'b' } } } },
      setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
    );
    const listed = await core.listNamespacedSecret({
      namespace,
      labelSelector: 'a=b',
    });
    expect(listed.items).toHaveLength(1);
    await core.deleteNamespacedSecret({ namespace, name: 's' });
    await expect(
      core.readNamespacedSecret({ namespace, name: 's' }),
    ).rejects.toMatchObject({ code: 404 });

    await config
      .makeApiClient(ApiextensionsV1Api)
      .createCustomResourceDefinition({
        body: {
          ...widgetDefinition,
          spec: {
            ...widgetDefinition.spec,
            versions: widgetDefinition.spec.versions.map(version => ({
              ...version,
              schema: {
                openAPIV3Schema: {
                  type: 'object',
                  x_kubernetes_preserve_unknown_fields: true,
                },
              },
            })),
          },
        },
      });
    const custom = config.makeApiClient(CustomObjectsApi);
    const widgets = {
      group: 'example.com',
      version: 'v1',
      plural: 'widgets',
      namespace,
    };
    await custom.createNamespacedCustomObject({
      ...widgets,
      body: {
        apiVersion: 'example.com/v1',
        kind: 'Widget',
        metadata: { name: 'w' },
        spec: { size: 1 },
      },
    });
    expect(await custom.listNamespacedCustomObject(widgets)).toMatchObject({
      kind: 'WidgetList',
      items: [{ kind: 'Widget', spec: { size: 1 } }],
    });
  });

  it('keeps an informer up to date', async () => {
    const core = config.makeApiClient(CoreV1Api);
    const path = '/api/v1/namespaces/kube-public/configmaps';
    const informer = makeInformer(config, path, () =>
      core.listNamespacedConfigMap({ namespace: 'kube-public' }),
    );
    const seen: string[] = [];
    const done = new Promise<void>(resolve => {
      for (const verb of ['add', 'update', 'delete'] as const) {
        informer.on(verb, object => {
          seen.push(`${verb} ${object.metadata?.name}`);
          if (verb === 'delete') {
            resolve();
          }
        });
      }
    });
    informer.on('error', () => {});
    const connected = new Promise<void>(resolve => {
      informer.on('connect', () => resolve());
    });
    await informer.start();
    await connected;
    await client.post(path, { metadata: { name: 'x' } });
    await client.patch(`${path}/x`, { data: { a: 'b' } });
    await client.delete(`${path}/x`);
    await done;
    await informer.stop();
    expect(seen).toEqual([
      'add kube-root-ca.crt',
      'add x',
      'update x',
      'delete x',
    ]);
  });

  it('forwards a port, large data too', async () => {
    const forward = new PortForward(config);
    const output = new PassThrough();
    const input = new PassThrough();
    const webSocket = await forward.portForward(
      'default',
      'web',
      [80],
      output,
      null,
      input,
    );
    const sent = Buffer.alloc(3 * 1024 * 1024, 'vanstage');
    const received: Buffer[] = [];
    let size = 0;
    const complete = new Promise<void>(resolve => {
      output.on('data', (chunk: Buffer) => {
        received.push(chunk);
        size += chunk.length;
        if (size >= sent.length) {
          resolve();
        }
      });
    });
    input.write(sent);
    await complete;
    expect(Buffer.concat(received).equals(sent)).toBe(true);
    if ('close' in webSocket) {
      webSocket.close();
    }
  });

  it('says on the error channel why a port cannot be forwarded', async () => {
    const forward = new PortForward(config);
    const errors = new PassThrough();
    const said = new Promise<string>(resolve => {
      errors.on('data', (chunk: Buffer) => {
        if (chunk.length > 0) {
          resolve(chunk.toString('utf8'));
        }
      });
    });
    await forward.portForward(
      'default',
      'web',
      [81],
      new PassThrough(),
      errors,
      new PassThrough(),
    );
    expect(await said).toBe('failed to connect to localhost:81');
  });

  it('gets 404 for a port of a Pod that does not exist', async () => {
    const forward = new PortForward(config);
    await expect(
      forward.portForward(
        'default',
        'none',
        [80],
        new PassThrough(),
        null,
        new PassThrough(),
      ),
    ).rejects.toMatchObject({
      message: expect.stringContaining('404'),
    });
  });
});

describe('HTTP/2', () => {
  let server: KubeApiServer;
  let client: ApiClient;
  let session: ClientHttp2Session;

  beforeAll(async () => {
    ({ server, client } = await startTestServer());
    session = connect(server.url, {
      ca: server.caPem,
      servername: 'kubernetes.default.svc',
    });
    session.on('error', () => {});
  });

  afterAll(async () => {
    session.destroy();
    client.close();
    await server.stop();
  });

  function get(path: string) {
    return session.request({
      ':path': path,
      authorization: 'Bearer reader-token',
    });
  }

  it('carries a list and several watches on one connection', async () => {
    const list = get('/api/v1/namespaces');
    let text = '';
    for await (const chunk of list) {
      text += chunk;
    }
    expect(session.alpnProtocol).toBe('h2');
    expect(JSON.parse(text)).toMatchObject({ kind: 'NamespaceList' });

    const watches = ['configmaps', 'secrets', 'pods'].map(resource =>
      get(`/api/v1/namespaces/default/${resource}?watch=true`),
    );
    const lines = watches.map(watch =>
      createInterface({ input: watch })[Symbol.asyncIterator](),
    );
    await client.post('/api/v1/namespaces/default/secrets', {
      metadata: { name: 's' },
    });
    const { value } = await lines[1].next();
    expect(JSON.parse(value ?? '')).toMatchObject({
      type: 'ADDED',
      object: { metadata: { name: 's' } },
    });
    for (const watch of watches) {
      watch.close();
    }
  });
});
