import { text } from 'node:stream/consumers';
import { ClusterClient } from '../controller';
import { KubeApiServer } from './KubeApiServer';

const configMap = { apiVersion: 'v1', kind: 'ConfigMap' };

describe('LocalTransport', () => {
  let server: KubeApiServer;

  beforeEach(async () => {
    server = await KubeApiServer.start({
      name: 'test',
      tokens: [
        { user: 'admin', token: 'secret', access: 'admin' },
        { user: 'reader', token: 'read', access: 'readOnly' },
      ],
    });
  });

  afterEach(() => server.stop());

  const client = (token: string) =>
    ClusterClient.create({
      server: server.url,
      transport: server.connect(token),
    });

  it('reads and writes what others see over the network', async () => {
    await client('secret').create({
      ...configMap,
      metadata: { name: 'first', namespace: 'default' },
    });
    const list = await client('read').list(configMap, { namespace: 'default' });

    expect(list.items.map(({ metadata }) => metadata.name)).toContain('first');
  });

  it('is held to what its token allows', async () => {
    const created = client('read').create({
      ...configMap,
      metadata: { name: 'first', namespace: 'default' },
    });
    await expect(created).rejects.toMatchObject({ status: 403 });
    await expect(client('wrong').list(configMap)).rejects.toMatchObject({
      status: 401,
    });
  });

  it('watches until the server ends it', async () => {
    const admin = client('secret');
    const { resourceVersion } = await admin.list(configMap);
    let told: (name: string) => void = () => undefined;
    const event = new Promise<string>(resolve => {
      told = resolve;
    });
    const ended = admin.watch(configMap, {
      resourceVersion,
      signal: new AbortController().signal,
      onEvent: (type, object) => told(JSON.stringify({ type, object })),
    });
    await admin.create({
      ...configMap,
      metadata: { name: 'first', namespace: 'default' },
    });

    expect(JSON.parse(await event)).toMatchObject({
      type: 'ADDED',
      object: { metadata: { name: 'first' } },
    });
    server.endWatches();
    await ended;
  });

  it('breaks open answers off when it is closed', async () => {
    const transport = server.connect('secret');
    const { body } = await transport.send({
      method: 'GET',
      path: '/api/v1/configmaps?watch=true',
    });
    transport.close();

    await expect(text(body)).rejects.toThrow(/aborted|Premature close/);
  });
});
