import { z } from 'zod';
import type { ObjectCache } from '../controller';
import { TestVan, listenerFor } from './__testUtils__/TestVan';
import { grantAccess } from './joinSite';
import { networkStatusSchema, type NetworkStatus } from './networkStatus';
import { PodmanSite } from './PodmanSite';

const mapSchema = z.looseObject({
  data: z.object({ NetworkStatus: z.string() }),
});

jest.setTimeout(120_000);

describe('PodmanSite', () => {
  let van: TestVan;
  let maps: ObjectCache;

  beforeAll(async () => {
    van = await TestVan.start({ edges: {} });
    maps = await van.hub.watcher.watch({ apiVersion: 'v1', kind: 'ConfigMap' });
  });

  afterAll(async () => {
    await van?.stop();
  });

  function untilSites(names: string[]): Promise<NetworkStatus> {
    return van.hub.watcher.until(() => {
      const map = mapSchema.safeParse(maps.get('van/skupper-network-status'));
      const status = map.success
        ? networkStatusSchema.parse(JSON.parse(map.data.data.NetworkStatus))
        : undefined;
      const complete = (status?.siteStatus ?? [])
        .filter(({ routerStatus }) => routerStatus)
        .map(({ site }) => site.name);
      return status && complete.sort().join() === names.join()
        ? status
        : undefined;
    });
  }

  it('redeems a token, links, and is listed with its platform', async () => {
    const listeners = await van.hub.watcher.watch({
      apiVersion: 'skupper.io/v2alpha1',
      kind: 'Listener',
    });
    await van.hub.client.create(listenerFor('laptop'));
    const site = await PodmanSite.join({
      name: 'laptop',
      network: van.skupper.network,
      token: await grantAccess({
        accepting: van.hub.client,
        namespace: 'van',
        grant: 'laptop',
        signal: AbortSignal.timeout(10_000),
      }),
      connectors: [
        {
          name: 'database',
          routingKey: 'laptop-kube-api',
          host: 'localhost',
          port: 5432,
        },
      ],
    });
    const status = await untilSites(['hub', 'laptop']);

    expect(
      status.siteStatus?.find(({ site: { name } }) => name === 'laptop'),
    ).toMatchObject({
      site: { platform: 'podman', namespace: 'default' },
      routerStatus: [
        {
          links: [{ name: 'hub', status: 'up', role: 'inter-router' }],
          connectors: [{ destHost: 'localhost', destPort: '5432' }],
        },
      ],
    });
    await van.hub.watcher.until(() =>
      JSON.stringify(listeners.list()).includes('"hasMatchingConnector":true')
        ? true
        : undefined,
    );

    site.leave();
    await untilSites(['hub']);
  });

  it('does not join with a code that is wrong', async () => {
    const token = await grantAccess({
      accepting: van.hub.client,
      namespace: 'van',
      grant: 'stranger',
      signal: AbortSignal.timeout(10_000),
    });
    await expect(
      PodmanSite.join({
        name: 'stranger',
        network: van.skupper.network,
        token: { ...token, code: 'a guess' },
      }),
    ).rejects.toThrow('403 (Forbidden)');
  });
});
