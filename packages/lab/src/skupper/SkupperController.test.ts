import { z } from 'zod';
import { fieldPaths } from '../__testUtils__/fieldPaths';
import type { KubeObject, ObjectCache } from '../controller';
import recorded from './__fixtures__/statuses.json';
import { listenerFor, skupperObject, TestVan } from './__testUtils__/TestVan';
import { networkStatusSchema, type NetworkStatus } from './networkStatus';

const apiVersion = 'skupper.io/v2alpha1';
const mapSchema = z.looseObject({
  data: z.object({ NetworkStatus: z.string() }),
});

jest.setTimeout(120_000);

describe('SkupperController', () => {
  let van: TestVan;
  let maps: ObjectCache;
  let listeners: ObjectCache;
  let links: ObjectCache;

  beforeAll(async () => {
    van = await TestVan.start({ edges: { paris: {}, berlin: { edge: true } } });
    maps = await van.hub.watcher.watch({ apiVersion: 'v1', kind: 'ConfigMap' });
    listeners = await van.hub.watcher.watch({ apiVersion, kind: 'Listener' });
    links = await van.edge('paris').watcher.watch({ apiVersion, kind: 'Link' });
    await van.hub.client.create(listenerFor('paris'));
    await van.hub.client.create(listenerFor('berlin'));
    await untilListener('paris', 'Ready');
    await untilListener('berlin', 'Ready');
  });

  afterAll(async () => {
    await van?.stop();
  });

  function network(): NetworkStatus | undefined {
    const map = mapSchema.safeParse(maps.get('van/skupper-network-status'));
    return map.success
      ? networkStatusSchema.parse(JSON.parse(map.data.data.NetworkStatus))
      : undefined;
  }

  function untilListener(edge: string, status: string): Promise<KubeObject> {
    return van.hub.watcher.until(() => {
      const listener = listeners.get(`van/${edge}-kube-api`);
      return statusOf(listener).status === status ? listener : undefined;
    });
  }

  function statusOf(object: KubeObject | undefined) {
    return z
      .looseObject({ status: z.string().optional() })
      .parse(object?.status ?? {});
  }

  async function objectsOf(
    cluster: 'hub' | 'paris',
    kind: string,
    namespace = 'van',
  ): Promise<KubeObject[]> {
    const { client } = cluster === 'hub' ? van.hub : van.edge(cluster);
    const core = ['Secret', 'Service', 'ConfigMap'].includes(kind);
    const { items } = await client.list(
      { apiVersion: core ? 'v1' : apiVersion, kind },
      { namespace },
    );
    return items;
  }

  it.each([
    ['hub', 'Site', recorded.hubSite[5]],
    ['hub', 'AccessGrant', recorded.accessGrant[2]],
    ['hub', 'RouterAccess', recorded.routerAccess[4]],
    ['hub', 'SecuredAccess', recorded.securedAccess[2]],
    ['hub', 'Listener', recorded.listener[2]],
    ['paris', 'Site', recorded.edgeSite[3]],
    ['paris', 'AccessToken', recorded.accessToken[1]],
    ['paris', 'Link', recorded.link[2]],
    ['paris', 'Connector', recorded.connector[2]],
  ] as const)(
    'gives %s, %s, a status with the fields of a real one',
    async (cluster, kind, expected) => {
      const [object] = await objectsOf(cluster, kind);
      const known = new Set([
        ...fieldPaths(expected),
        ...fieldPaths(kind === 'Site' ? recorded.hubSite[6] : {}),
        ...fieldPaths(kind === 'Site' ? recorded.edgeSite[3] : {}),
      ]);
      const paths = [...fieldPaths(object.status)];
      expect(paths.filter(path => !known.has(path))).toEqual([]);
      expect(object.status).toMatchObject({ status: 'Ready', message: 'OK' });
      expect(
        [...fieldPaths(expected)].filter(path => !paths.includes(path)),
      ).toEqual([]);
    },
  );

  it('makes what a Site consists of, owned by it', async () => {
    const names = async (kind: string) =>
      (await objectsOf('hub', kind))
        .map(({ metadata }) => metadata.name)
        .sort();

    expect(await names('Certificate')).toEqual([
      'skupper-local-ca',
      'skupper-local-server',
      'skupper-site-ca',
      'skupper-site-server',
    ]);
    expect(await names('Secret')).toEqual(await names('Certificate'));
    expect(await names('Service')).toEqual([
      'berlin-kube-api',
      'paris-kube-api',
      'skupper-router',
      'skupper-router-local',
    ]);
    const [site] = await objectsOf('hub', 'Site');
    for (const { metadata } of await objectsOf('hub', 'Service')) {
      expect(metadata.ownerReferences).toHaveLength(1);
      expect([site.metadata.name, 'skupper-router']).toContain(
        metadata.ownerReferences?.[0].name,
      );
    }
  });

  it('joins an edge by a grant that one token redeemed for a Link and its credentials', async () => {
    const [grant] = (await objectsOf('hub', 'AccessGrant')).filter(
      ({ metadata }) => metadata.name === 'paris',
    );
    expect(grant.status).toMatchObject({
      redemptions: 1,
      url: expect.stringMatching(
        new RegExp(`^https://127.0.0.1:\\d+/${grant.metadata.uid}$`),
      ),
    });
    const [link] = await objectsOf('paris', 'Link');
    expect(link.spec).toMatchObject({
      tlsCredentials: 'hub',
      endpoints: [
        { name: 'inter-router', port: '55671', group: 'skupper-router' },
        { name: 'edge', port: '45671', group: 'skupper-router' },
      ],
    });
    const secret = (await objectsOf('paris', 'Secret')).find(
      ({ metadata }) => metadata.name === 'hub',
    );
    expect(secret).toMatchObject({
      data: {
        'ca.crt': expect.any(String),
        'tls.crt': expect.any(String),
        'tls.key': expect.any(String),
      },
    });
  });

  it('lists every site with its routers, links in the role of its mode', () => {
    const status = network();
    const routers = Object.fromEntries(
      (status?.siteStatus ?? []).map(({ site, routerStatus }) => [
        site.name,
        routerStatus?.[0],
      ]),
    );
    const access = routers.hub?.routerAccess.map(({ identity }) => identity);
    expect(routers.hub?.links).toEqual([]);
    expect(routers.paris?.links).toEqual([
      {
        name: 'hub',
        linkCost: 1,
        status: 'up',
        role: 'inter-router',
        peer: access?.[0],
      },
    ]);
    expect(routers.berlin).toMatchObject({
      router: { mode: 'edge' },
      links: [{ role: 'edge', peer: access?.[1] }],
    });
  });

  it('shows a second link that never connects as down, without a peer', async () => {
    await van.edge('paris').client.create(
      skupperObject('Link', 'nowhere', {
        cost: 5,
        tlsCredentials: 'hub',
        endpoints: [
          { name: 'inter-router', host: '127.0.0.1', port: '55999' },
          { name: 'edge', host: '127.0.0.1', port: '45999' },
        ],
      }),
    );
    const down = await van.hub.watcher.until(() =>
      network()
        ?.siteStatus?.flatMap(({ routerStatus }) => routerStatus ?? [])
        .flatMap(router => router.links)
        .find(({ name }) => name === 'nowhere'),
    );
    expect(down).toEqual({
      name: 'nowhere',
      linkCost: 5,
      status: 'down',
      role: 'inter-router',
    });
    const link = await van
      .edge('paris')
      .watcher.until(() =>
        statusOf(links.get('van/nowhere')).status
          ? links.get('van/nowhere')
          : undefined,
      );
    expect(link.status).toMatchObject({
      status: 'Pending',
      message: 'Not Operational',
    });
    await van
      .edge('paris')
      .client.remove({ apiVersion, kind: 'Link' }, link.metadata);
    await van.hub.watcher.until(() =>
      JSON.stringify(network()).includes('nowhere') ? undefined : true,
    );
  });

  it('does not link with credentials of another authority', async () => {
    const { client, watcher } = van.edge('paris');
    const local = await client.get(
      { apiVersion: 'v1', kind: 'Secret' },
      { namespace: 'van', name: 'skupper-local-server' },
    );
    const [real] = await objectsOf('paris', 'Link');
    await client.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'forged', namespace: 'van' },
      type: 'kubernetes.io/tls',
      data: local.data,
    });
    await client.create({
      ...real,
      metadata: { name: 'forged', namespace: 'van' },
      spec: { ...Object(real.spec), tlsCredentials: 'forged' },
      status: undefined,
    });
    const link = await watcher.until(() => {
      const found = links.get('van/forged');
      return statusOf(found).status ? found : undefined;
    });
    expect(link.status).toMatchObject({ status: 'Pending' });
    await van.hub.watcher.until(() =>
      network()
        ?.siteStatus?.flatMap(({ routerStatus }) => routerStatus ?? [])
        .flatMap(router => router.links)
        .some(({ name, status }) => name === 'forged' && status === 'down')
        ? true
        : undefined,
    );
    await client.remove({ apiVersion, kind: 'Link' }, link.metadata);
  });

  it('refuses a Listener whose Service belongs to somebody else', async () => {
    await van.hub.client.create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'taken', namespace: 'van' },
      spec: { ports: [{ port: 80 }] },
    });
    await van.hub.client.create(
      skupperObject('Listener', 'taken', {
        routingKey: 'taken',
        host: 'taken',
        port: 80,
      }),
    );
    const refused = await van.hub.watcher.until(() => {
      const listener = listeners.get('van/taken');
      return statusOf(listener).status ? listener : undefined;
    });
    expect(refused.status).toMatchObject({
      status: 'Error',
      message: 'Service taken already exists in namespace',
    });
  });

  it('gives Listeners of one host one Service, and takes it away with the last', async () => {
    const services = await van.hub.watcher.watch({
      apiVersion: 'v1',
      kind: 'Service',
    });
    const portsOf = () =>
      z
        .looseObject({
          spec: z.looseObject({
            ports: z.array(z.looseObject({ name: z.string() })),
          }),
        })
        .safeParse(services.get('van/shop'))
        .data?.spec.ports.map(({ name }) => name);
    for (const [name, port] of [
      ['shop-web', 80],
      ['shop-admin', 8080],
    ] as const) {
      await van.hub.client.create(
        skupperObject('Listener', name, {
          routingKey: name,
          host: 'shop',
          port,
        }),
      );
    }
    await van.hub.watcher.until(() =>
      portsOf()?.length === 2 ? true : undefined,
    );
    expect(portsOf()?.sort()).toEqual(['shop-admin', 'shop-web']);
    for (const name of ['shop-web', 'shop-admin']) {
      await van.hub.client.remove(
        { apiVersion, kind: 'Listener' },
        { namespace: 'van', name },
      );
    }
    await van.hub.watcher.until(() =>
      services.get('van/shop') ? undefined : true,
    );
  });

  it('loses a cut edge and finds it again', async () => {
    await van.relay('paris').cut();
    const lost = await untilListener('paris', 'Pending');
    expect(lost.status).toMatchObject({ message: 'No matching connectors' });
    expect(statusOf(listeners.get('van/berlin-kube-api')).status).toBe('Ready');
    const own = await van.edge('paris').watcher.until(() => {
      const link = links.get('van/hub');
      return statusOf(link).status === 'Pending' ? link : undefined;
    });
    expect(own.status).toMatchObject({
      message: 'Not operational',
      remoteSiteName: 'hub',
    });

    await van.relay('paris').restore();
    await untilListener('paris', 'Ready');
  });
});
