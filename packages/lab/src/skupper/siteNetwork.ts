import type { NetworkStatus } from './networkStatus';

/** One entry of `Site.status.network`. */
export interface SiteNetworkEntry {
  id: string;
  name: string;
  namespace: string;
  platform: string;
  version: string;
  links?: {
    name: string;
    operational?: true;
    remoteSiteId: string;
    remoteSiteName: string;
  }[];
  services?: {
    routingKey: string;
    listeners?: string[];
    connectors?: string[];
  }[];
}

/** What Skupper's controller makes of the network status for `Site.status.network`. */
export function siteNetwork(status: NetworkStatus): SiteNetworkEntry[] {
  const sites = status.siteStatus ?? [];
  const siteOfAccess = new Map(
    sites.flatMap(({ site, routerStatus }) =>
      (routerStatus ?? []).flatMap(router =>
        router.routerAccess.map(access => [access.identity, site] as const),
      ),
    ),
  );
  return sites.map(({ site, routerStatus }) => {
    const routers = routerStatus ?? [];
    const links = routers.flatMap(router =>
      router.links.flatMap(link => {
        const remote =
          link.peer === undefined ? undefined : siteOfAccess.get(link.peer);
        return remote
          ? [
              {
                name: link.name,
                ...(link.status === 'up' ? { operational: true as const } : {}),
                remoteSiteId: remote.identity,
                remoteSiteName: remote.name,
              },
            ]
          : [];
      }),
    );
    const services = servicesOf(routers);
    return {
      id: site.identity,
      name: site.name,
      namespace: site.namespace,
      platform: site.platform,
      version: site.siteVersion,
      ...(links.length > 0 ? { links } : {}),
      ...(services.length > 0 ? { services } : {}),
    };
  });
}

/** The routing keys that listed sites have on each side: what makes Listeners and Connectors `Matched`. */
export interface NetworkKeys {
  connectors: ReadonlySet<string>;
  listeners: ReadonlySet<string>;
}

export function networkKeys(entries: readonly SiteNetworkEntry[]): NetworkKeys {
  const keysOf = (side: 'connectors' | 'listeners') =>
    new Set(
      entries.flatMap(({ services = [] }) =>
        services
          .filter(service => service[side])
          .map(({ routingKey }) => routingKey),
      ),
    );
  return { connectors: keysOf('connectors'), listeners: keysOf('listeners') };
}

type Routers = NonNullable<
  NonNullable<NetworkStatus['siteStatus']>[number]['routerStatus']
>;

function servicesOf(
  routers: Routers,
): NonNullable<SiteNetworkEntry['services']> {
  const services = new Map<
    string,
    { listeners: string[]; connectors: string[] }
  >();
  const service = (key: string) => {
    const known = services.get(key) ?? { listeners: [], connectors: [] };
    services.set(key, known);
    return known;
  };
  for (const router of routers) {
    for (const listener of router.listeners) {
      service(listener.address).listeners.push(listener.name);
    }
    for (const connector of router.connectors) {
      service(connector.address).connectors.push(connector.destHost);
    }
  }
  return [...services].map(([routingKey, { listeners, connectors }]) => ({
    routingKey,
    ...(listeners.length > 0 ? { listeners } : {}),
    ...(connectors.length > 0 ? { connectors } : {}),
  }));
}
