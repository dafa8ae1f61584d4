import { z } from 'zod';
import type { ObjectCache } from '../controller';
import { RouterSite } from '../van';
import { TestVan } from './__testUtils__/TestVan';
import { networkStatusSchema } from './networkStatus';

const mapSchema = z.looseObject({
  metadata: z.looseObject({ resourceVersion: z.string() }),
  data: z.object({ NetworkStatus: z.string() }),
});

/** Long enough for a few hundred listeners to fill a ConfigMap. */
const longKey = 'a-very-long-routing-key-'.repeat(10);

jest.setTimeout(120_000);

describe('KubeAdaptor', () => {
  const errors: string[] = [];
  let van: TestVan;
  let maps: ObjectCache;
  let hub: RouterSite;

  beforeAll(async () => {
    van = await TestVan.start({
      edges: { paris: {} },
      onError: (what, error) => errors.push(`${what}: ${String(error)}`),
    });
    maps = await van.hub.watcher.watch({ apiVersion: 'v1', kind: 'ConfigMap' });
    const found = [...van.skupper.network.sites].find(
      ({ options }) => options.name === 'hub',
    );
    if (!found) {
      throw new Error('The hub has not joined its network.');
    }
    hub = found;
  });

  afterAll(async () => {
    await van?.stop();
  });

  const written = () => {
    const map = mapSchema.safeParse(maps.get('van/skupper-network-status'));
    return map.success
      ? networkStatusSchema.parse(JSON.parse(map.data.data.NetworkStatus))
      : undefined;
  };

  function untilHub(ports: number): Promise<true> {
    return van.hub.watcher.until(() =>
      written()?.siteStatus?.find(({ site }) => site.name === 'hub')
        ?.routerStatus?.[0].listeners.length === ports
        ? true
        : undefined,
    );
  }

  function listenOn(count: number): void {
    hub.configure({
      listeners: Array.from({ length: count }, (_, index) => ({
        name: `listener-${index}`,
        routingKey: `${longKey}${index}`,
        podPort: 1024 + index,
      })),
    });
  }

  it('leaves the old value when the new one is more than a ConfigMap holds, and writes the next that fits', async () => {
    listenOn(10);
    await untilHub(10);

    listenOn(2_000);
    while (!errors.some(error => error.includes('Too long'))) {
      await new Promise(resolve => setImmediate(resolve));
    }
    expect(errors.filter(error => error.includes('Too long'))).toEqual([
      expect.stringContaining(
        'the network\'s status of hub: ApiError: ConfigMap "skupper-network-status" is invalid: []: Too long: may not be more than 1048576 bytes',
      ),
    ]);
    expect(await untilHub(10)).toBe(true);

    listenOn(20);
    await untilHub(20);
  });

  it('says in a large network only its own and the sites that accept links, on an edge', async () => {
    const own = await van
      .edge('paris')
      .watcher.watch({ apiVersion: 'v1', kind: 'ConfigMap' });
    const listed = () => {
      const map = mapSchema.safeParse(own.get('van/skupper-network-status'));
      return map.success
        ? networkStatusSchema
            .parse(JSON.parse(map.data.data.NetworkStatus))
            .siteStatus?.map(({ site }) => site.name)
            .sort()
            .join()
        : undefined;
    };
    const [link] =
      [...van.skupper.network.sites].find(
        ({ options }) => options.name === 'paris',
      )?.config.links ?? [];
    const others = Array.from({ length: 30 }, (_, index) => {
      const site = new RouterSite({
        id: `site-${index}`,
        name: `site-${index}`,
        namespace: 'van',
        platform: 'kubernetes',
        mode: 'interior',
      });
      site.configure({ links: [link] });
      site.setPods([{ name: `router-${index}`, group: 'skupper-router' }]);
      van.skupper.network.join(site);
      return site;
    });
    await van.hub.watcher.until(() =>
      written()?.siteStatus?.length === 32 ? true : undefined,
    );
    expect(listed()).toBe('hub,paris');

    others.forEach(site => van.skupper.network.leave(site));
    await van.hub.watcher.until(() =>
      written()?.siteStatus?.length === 2 ? true : undefined,
    );
  });
});
