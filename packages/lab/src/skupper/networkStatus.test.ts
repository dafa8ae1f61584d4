import recordedSite from './__fixtures__/siteStatus.json';
import recorded from './__fixtures__/networkStatus.json';
import {
  networkStatus,
  networkStatusSchema,
  type HeardSite,
} from './networkStatus';
import { networkKeys, siteNetwork } from './siteNetwork';

const parsed = networkStatusSchema.parse(recorded);

/** What the sites of the recorded network tell, in another order. */
const heard: HeardSite[] = (parsed.siteStatus ?? [])
  .map(({ site, routerStatus }) => ({
    id: site.identity,
    site: {
      name: site.name,
      namespace: site.namespace,
      platform: site.platform,
    },
    routers: routerStatus ?? [],
  }))
  .reverse();

describe('networkStatus', () => {
  it('writes what a real adaptor wrote, to the byte', () => {
    expect(JSON.stringify(networkStatus(heard))).toBe(JSON.stringify(recorded));
  });

  it('counts the connectors of a site that is not listed', () => {
    const withoutRecords = heard.map(({ id, routers }) => ({ id, routers }));
    expect(networkStatus(withoutRecords)).toEqual({
      addresses: recorded.addresses,
      siteStatus: null,
    });
  });

  it('has null where nothing has been heard', () => {
    expect(networkStatus([])).toEqual({ addresses: null, siteStatus: null });
    expect(
      networkStatus(heard.map(({ id, site }) => ({ id, site }))).siteStatus,
    ).toEqual(
      (parsed.siteStatus ?? []).map(({ site }) => ({
        site,
        routerStatus: null,
      })),
    );
  });
});

describe('siteNetwork', () => {
  const network = siteNetwork(parsed);

  it('makes of it what the real controller wrote into the Site', () => {
    // The order of a site's services is random in Skupper: they come from a Go map.
    const sorted = (entries: typeof network) =>
      entries.map(entry => ({
        ...entry,
        services: [...(entry.services ?? [])].sort((a, b) =>
          a.routingKey < b.routingKey ? -1 : 1,
        ),
      }));
    expect(sorted(network)).toEqual(recordedSite.network);
  });

  it('knows the keys that listed sites have on each side', () => {
    const keys = new Set(['edge-a-kube-api', 'edge-b-kube-api']);
    expect(networkKeys(network)).toEqual({ connectors: keys, listeners: keys });
    const hubAlone = network.filter(({ name }) => name === 'hub');
    expect(networkKeys(hubAlone)).toEqual({
      connectors: new Set(),
      listeners: keys,
    });
  });
});
