import { KubeConfig } from '@kubernetes/client-node';
import { KubeApiServer } from '../kube';
import { Relay } from '../van';
import { ClusterClient } from './ClusterClient';
import { ObjectCache, type ObjectChange } from './ObjectCache';

const configMap = { apiVersion: 'v1', kind: 'ConfigMap' };

describe('ObjectCache', () => {
  let server: KubeApiServer;
  let relay: Relay;
  let direct: ClusterClient;
  let client: ClusterClient;
  let cache: ObjectCache;
  let seen: (change: ObjectChange) => void;

  /** The next change of the object of that name. */
  const nextChange = (name: string): Promise<ObjectChange> =>
    new Promise(resolve => {
      seen = change => {
        if (change.object.metadata.name === name) {
          resolve(change);
        }
      };
    });
  const create = (name: string) =>
    direct.create({
      ...configMap,
      metadata: { name, namespace: 'default' },
      data: { a: 'b' },
    });

  async function clientAt(port: number): Promise<ClusterClient> {
    const config = new KubeConfig();
    config.loadFromClusterAndUser(
      {
        name: 'test',
        server: `https://127.0.0.1:${port}`,
        caData: Buffer.from(server.caPem).toString('base64'),
        skipTLSVerify: false,
      },
      { name: 'admin', token: 'secret' },
    );
    return ClusterClient.fromKubeConfig(config);
  }

  beforeEach(async () => {
    server = await KubeApiServer.start({
      name: 'test',
      tokens: [{ user: 'admin', token: 'secret', access: 'admin' }],
    });
    relay = await Relay.start({ target: server.port });
    direct = await clientAt(server.port);
    client = await clientAt(relay.port);
    await create('first');
    cache = ObjectCache.start({
      client,
      of: configMap,
      namespace: 'default',
      onChange: change => seen?.(change),
    });
    await cache.ready();
  });

  afterEach(async () => {
    await cache.stop();
    client.close();
    direct.close();
    await relay.stop();
    await server.stop();
  });

  it('knows what was there, and what comes and goes', async () => {
    expect(cache.get('default/first')).toBeDefined();

    const added = nextChange('second');
    await create('second');
    expect((await added).type).toBe('added');

    const deleted = nextChange('first');
    await direct.remove(configMap, { namespace: 'default', name: 'first' });
    expect((await deleted).type).toBe('deleted');
    expect(cache.get('default/first')).toBeUndefined();
  });

  it('keeps who owns which fields only when asked to', async () => {
    const asked = ObjectCache.start({
      client,
      of: configMap,
      managedFields: 'keep',
    });
    await asked.ready();
    const [kept, dropped] = [asked, cache].map(
      known => known.get('default/first')?.metadata,
    );

    expect(kept?.managedFields).toEqual([
      expect.objectContaining({ operation: 'Update' }),
    ]);
    expect(dropped).toMatchObject({ name: 'first' });
    expect(dropped).not.toHaveProperty('managedFields');
    await asked.stop();
  });

  it('keeps what it knew while the server is out of reach, and catches up', async () => {
    await relay.cut();
    await direct.remove(configMap, { namespace: 'default', name: 'first' });
    await create('meanwhile');
    expect(cache.get('default/first')).toBeDefined();

    const caughtUp = nextChange('meanwhile');
    await relay.restore();
    await caughtUp;
    expect(cache.get('default/first')).toBeUndefined();
  });

  it('lists anew when the server has forgotten where it stopped', async () => {
    await relay.cut();
    await direct.remove(configMap, { namespace: 'default', name: 'first' });
    await create('meanwhile');
    server.compact();

    const caughtUp = nextChange('meanwhile');
    await relay.restore();
    await caughtUp;
    expect(cache.get('default/first')).toBeUndefined();
  });

  it('says that it cannot list', async () => {
    await relay.cut();
    const late = ObjectCache.start({ client, of: configMap });

    await expect(late.ready()).rejects.toThrow(/failed/);
    expect(late.synced).toBe(false);
    await late.stop();
  });
});
