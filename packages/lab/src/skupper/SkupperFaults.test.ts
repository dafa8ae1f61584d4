import { z } from 'zod';
import type { KubeObject, ObjectCache } from '../controller';
import { askVersion } from './__testUtils__/askVersion';
import { listenerFor, TestVan } from './__testUtils__/TestVan';
import { networkStatusSchema, type NetworkStatus } from './networkStatus';

const apiVersion = 'skupper.io/v2alpha1';
const mapSchema = z.looseObject({
  data: z.object({ NetworkStatus: z.string() }),
});
const listenerSchema = z.looseObject({
  status: z.looseObject({ status: z.string() }),
});

/** The ports of the router's pod, in the order in which the Listeners were made. */
const ports = { paris: 1024, berlin: 1025 };
type Edge = keyof typeof ports;

jest.setTimeout(120_000);

describe('SkupperFaults', () => {
  let van: TestVan;
  let maps: ObjectCache;
  let listeners: ObjectCache;

  beforeAll(async () => {
    van = await TestVan.start({ edges: { paris: {}, berlin: { edge: true } } });
    maps = await van.hub.watcher.watch({ apiVersion: 'v1', kind: 'ConfigMap' });
    listeners = await van.hub.watcher.watch({ apiVersion, kind: 'Listener' });
    for (const edge of ['paris', 'berlin'] as const) {
      await van.hub.client.create(listenerFor(edge));
      await untilListener(edge, 'Ready');
    }
  });

  afterEach(async () => {
    await van.skupper.faults.clear();
    await untilListener('paris', 'Ready');
    await untilListener('berlin', 'Ready');
    await untilNetwork(({ siteStatus }) => siteStatus?.length === 3);
  });

  afterAll(async () => {
    await van?.stop();
  });

  function untilListener(edge: Edge, status: string): Promise<KubeObject> {
    return van.hub.watcher.until(() => {
      const object = listeners.get(`van/${edge}-kube-api`);
      return listenerSchema.safeParse(object).data?.status.status === status
        ? object
        : undefined;
    });
  }

  function untilNetwork(
    isSo: (status: NetworkStatus) => boolean,
  ): Promise<NetworkStatus> {
    return van.hub.watcher.until(() => {
      const map = mapSchema.safeParse(maps.get('van/skupper-network-status'));
      const status = map.success
        ? networkStatusSchema.parse(JSON.parse(map.data.data.NetworkStatus))
        : undefined;
      return status && isSo(status) ? status : undefined;
    });
  }

  const sitesOf = ({ siteStatus }: NetworkStatus) =>
    (siteStatus ?? []).map(({ site }) => site.name);

  function addressOf({ addresses }: NetworkStatus, edge: Edge) {
    return addresses?.find(({ name }) => name === `${edge}-kube-api`);
  }

  function ask(edge: Edge): Promise<string> {
    return askVersion(van.skupper.router, {
      port: ports[edge],
      caPem: van.edge(edge).server.caPem,
    });
  }

  async function untilAnswer(edge: Edge, wanted: string): Promise<void> {
    while ((await ask(edge)) !== wanted) {
      await new Promise(resolve => setImmediate(resolve));
    }
  }

  it('loses a site whose adaptor is down while its traffic flows', async () => {
    await van.skupper.faults.adaptorDown('paris');
    await untilListener('paris', 'Pending');
    const status = await untilNetwork(
      network => !sitesOf(network).includes('paris'),
    );

    expect(addressOf(status, 'paris')).toMatchObject({ connectorCount: 1 });
    expect(await ask('paris')).toBe('HTTP 200');
    expect(van.skupper.faults.list()).toEqual([
      { name: 'adaptorDown', site: 'paris' },
    ]);
    await van.skupper.faults.clear({ name: 'adaptorDown', site: 'berlin' });
    expect(van.skupper.faults.list()).toHaveLength(1);
    await van.skupper.faults.clear({ name: 'adaptorDown', site: 'paris' });
    expect(van.skupper.faults.list()).toEqual([]);
  });

  it("loses every edge while the hub's adaptor starts again, and no traffic", async () => {
    await van.skupper.faults.adaptorRestart('hub');
    await Promise.all([
      untilListener('paris', 'Pending'),
      untilListener('berlin', 'Pending'),
    ]);

    expect(await ask('paris')).toBe('HTTP 200');
    expect(await ask('berlin')).toBe('HTTP 200');
  });

  it('never hears again of a site whose record was lost', async () => {
    await van.skupper.faults.lostSiteRecord('berlin');
    await untilListener('paris', 'Pending');
    await untilListener('paris', 'Ready');
    const status = await untilNetwork(
      network => addressOf(network, 'berlin')?.connectorCount === 1,
    );

    expect(sitesOf(status)).not.toContain('berlin');
    expect(await ask('berlin')).toBe('HTTP 200');
    await untilListener('berlin', 'Pending');
  });

  it('refuses the ports of Listeners that are Ready after the router came back with an old configuration', async () => {
    await van.skupper.faults.ghostListeners();

    expect(await ask('paris')).toBe('refused');
    expect(await untilListener('paris', 'Ready')).toBeDefined();
    expect(van.skupper.faults.list()).toEqual([
      { name: 'ghostListeners', site: 'hub' },
    ]);

    await van.hub.client.create({
      ...listenerFor('paris'),
      metadata: { name: 'later', namespace: 'van' },
      spec: { routingKey: 'later', host: 'later', port: 80 },
    });
    await untilNetwork(
      network => addressOf(network, 'paris')?.listenerCount === 2,
    );
    await untilAnswer('paris', 'HTTP 200');
    await van.hub.client.remove(
      { apiVersion, kind: 'Listener' },
      { namespace: 'van', name: 'later' },
    );
  });

  it('sends the traffic of a key that two edges have to the nearer one, then to the other', async () => {
    await van.skupper.faults.duplicateKey('berlin', 'paris');
    await untilNetwork(
      network => addressOf(network, 'paris')?.connectorCount === 2,
    );

    expect(await ask('paris')).toBe('wrong certificate');
    await van.relay('berlin').cut();
    expect(await ask('paris')).toBe('HTTP 200');
    await van.relay('berlin').restore();
  });

  it('refuses the port of an edge that is cut, and lets it hang when the cut is silent', async () => {
    await van.relay('paris').cut();
    expect(await ask('paris')).toBe('refused');
    await untilListener('paris', 'Pending');
    await van.relay('paris').restore();
    await untilListener('paris', 'Ready');

    await van
      .relay('paris')
      .become({ kind: 'silent', noticedAfterMilliseconds: 200 });
    expect(await ask('paris')).toBe('closed');
    expect(await ask('paris')).toBe('refused');
    await untilListener('paris', 'Pending');
    await van.relay('paris').restore();
  });

  it('ends a connection to an API server that is down, and changes nothing else', async () => {
    await van.relay('paris').become({ kind: 'closed' });
    expect(await ask('paris')).toBe('closed');
    expect(await untilListener('paris', 'Ready')).toBeDefined();
    await van.relay('paris').restore();
  });

  it('names the edges when it is asked for one that there is not', async () => {
    await expect(van.skupper.faults.adaptorDown('rome')).rejects.toThrow(
      "The lab has no edge 'rome'. It has: paris, berlin.",
    );
    await expect(
      van.skupper.faults.duplicateKey('paris', 'paris'),
    ).rejects.toThrow('by two different edges');
  });
});
