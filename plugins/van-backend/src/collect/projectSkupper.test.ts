import listeners from './__fixtures__/listeners.json';
import networkStatus from './__fixtures__/networkStatus.json';
import site from './__fixtures__/site.json';
import { projectListener } from './projectListener';
import { projectNetworkStatus } from './projectNetworkStatus';
import { projectSite } from './projectSite';

const hubSite = 'a31d0954-16a3-41c5-87f8-1623329950f9';
const edgeA = '270e1725-387b-478c-99ec-2bbc0592c4ae';
const edgeB = '412fbb86-0153-42be-be99-978268ba89af';

describe('projectSite', () => {
  it('keeps the id by which the site is known everywhere', () => {
    expect(projectSite(site)).toEqual({
      kind: 'site',
      key: 'van/hub',
      namespace: 'van',
      name: 'hub',
      siteId: hubSite,
      status: 'Ready',
      message: 'OK',
      sitesInNetwork: 3,
    });
  });

  it('is the same row when Skupper writes its network in another order', () => {
    const reordered = {
      ...site,
      status: { ...site.status, network: [...site.status.network].reverse() },
    };

    expect(projectSite(reordered)).toEqual(projectSite(site));
  });
});

describe('projectListener', () => {
  it.each([
    ['matched' as const, { matched: true, status: 'Ready', message: 'OK' }],
    ['notReadYet' as const, { matched: false, status: undefined }],
    [
      'pending' as const,
      {
        matched: false,
        status: 'Pending',
        message: 'No matching connectors',
      },
    ],
  ])('%s', (name, expected) => {
    expect(projectListener(listeners[name])).toMatchObject({
      kind: 'listener',
      port: 443,
      routingKey: expect.stringMatching(/^edge-.-kube-api$/),
      ...expected,
    });
  });
});

describe('projectListener of a lost edge', () => {
  const withTimes = (configured: string, unmatched: string) => {
    const listener = structuredClone(listeners.pending);
    const times: Record<string, string> = { Configured: configured };
    for (const condition of listener.status.conditions) {
      condition.lastTransitionTime = times[condition.type] ?? unmatched;
    }
    return projectListener(listener);
  };

  it('tells since when an edge is lost that had joined', () => {
    expect(
      withTimes('2026-11-20T10:00:00Z', '2026-11-22T14:02:00Z').lostAt,
    ).toBe('2026-11-22T14:02:00.000Z');
  });

  it('does not take an edge for lost that never joined', () => {
    expect(
      withTimes('2026-11-22T14:01:30Z', '2026-11-22T14:02:00Z').lostAt,
    ).toBeUndefined();
  });

  it('knows of no loss while the edge is matched', () => {
    expect(projectListener(listeners.matched).lostAt).toBeUndefined();
  });
});

describe('projectNetworkStatus', () => {
  it('keeps sites, what they connect to and what they offer', () => {
    const { key, sites, addresses } = projectNetworkStatus(
      networkStatus.threeSites,
    );

    expect(key).toBe('van/skupper-network-status');
    expect(sites.map(({ siteId }) => siteId)).toEqual([edgeA, edgeB, hubSite]);
    expect(sites[1]).toEqual({
      siteId: edgeB,
      name: 'edge-b',
      namespace: 'van',
      platform: 'kubernetes',
      version: '2.2.1',
      routerMode: 'edge',
      links: [
        { name: 'hub', status: 'up', role: 'edge', cost: 1, peer: 'xms4z:2' },
      ],
      routerAccess: [],
      connectors: ['edge-b-kube-api'],
    });
    expect(sites[2].routerAccess).toEqual(['xms4z:1', 'xms4z:2']);
    expect(addresses).toEqual([
      { routingKey: 'edge-a-kube-api', listenerCount: 1, connectorCount: 1 },
      { routingKey: 'edge-b-kube-api', listenerCount: 1, connectorCount: 1 },
    ]);
  });

  it('is the same row in whatever order it is written', () => {
    const { metadata, data } = networkStatus.threeSites;
    const status = JSON.parse(data.NetworkStatus);
    const reversed = {
      addresses: [...status.addresses].reverse(),
      siteStatus: [...status.siteStatus].reverse(),
    };

    expect(
      projectNetworkStatus({
        metadata,
        data: { NetworkStatus: JSON.stringify(reversed) },
      }),
    ).toEqual(projectNetworkStatus(networkStatus.threeSites));
  });

  it('is empty while the ConfigMap has no data', () => {
    expect(projectNetworkStatus(networkStatus.withoutData)).toMatchObject({
      sites: [],
      addresses: [],
    });
  });

  it('takes null for empty', () => {
    expect(projectNetworkStatus(networkStatus.hubAlone)).toMatchObject({
      sites: [{ siteId: hubSite, routerMode: undefined, links: [] }],
      addresses: [],
    });
  });

  it('keeps a link that leads nowhere', () => {
    expect(
      projectNetworkStatus(networkStatus.linkDownNoPeer).sites[0].links,
    ).toContainEqual({
      name: 'nowhere',
      status: 'down',
      role: 'inter-router',
      cost: 5,
      peer: undefined,
    });
  });

  it('keeps the count that tells of ghosts', () => {
    expect(
      projectNetworkStatus(networkStatus.ghostListener).addresses,
    ).toContainEqual({
      routingKey: 'edge-b-kube-api',
      listenerCount: 3,
      connectorCount: 1,
    });
  });

  it('keeps that a site is not listed although its connector still counts', () => {
    const { sites, addresses } = projectNetworkStatus(
      networkStatus.siteRecordLost,
    );

    expect(sites.map(({ siteId }) => siteId)).toEqual([edgeA, hubSite]);
    expect(addresses[1]).toMatchObject({ connectorCount: 1 });
  });

  it('reads a network without links', () => {
    expect(
      projectNetworkStatus(networkStatus.twoSites).sites.length,
    ).toBeGreaterThan(1);
  });
});
