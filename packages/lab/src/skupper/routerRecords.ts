import {
  identity,
  type RouterListener,
  type RouterNetwork,
  type RouterSite,
} from '../van';
import type { RouterRecord } from './networkStatus';

/** What the routers of a site tell of themselves. `ghosts` are listeners of a run before that were never ended. */
export function routerRecords(
  network: RouterNetwork,
  site: RouterSite,
  ghosts: readonly RouterListener[] = [],
): RouterRecord[] {
  const { config, knownRouters } = site;
  const { mode, name } = site.options;
  return knownRouters.map((router, index) => ({
    router: {
      name: `0/${name}-${router.name}`,
      mode,
      hostname: router.name,
    },
    links: [
      ...config.links.map(link => {
        const { isUp, peer } = network.linkState(site, link);
        return {
          name: link.name,
          linkCost: link.cost,
          status: isUp ? ('up' as const) : ('down' as const),
          role: mode === 'edge' ? ('edge' as const) : ('inter-router' as const),
          ...(peer ? { peer: peer.accessIdentity } : {}),
        };
      }),
      // Routers of one site that accept links are linked with those before them.
      ...knownRouters
        .slice(0, config.access.length > 0 ? index : 0)
        .map(earlier => ({
          name: earlier.group,
          linkCost: 1,
          status: 'up' as const,
          role: 'inter-router' as const,
          peer: identity(earlier, 'inter-router'),
        })),
    ],
    routerAccess: config.access
      .filter(({ group }) => group === router.group)
      .map(({ role }) => ({ identity: identity(router, role) })),
    listeners: [...ghosts, ...config.listeners].map(listener => ({
      name: `listener/${listener.name}`,
      destPort: String(listener.podPort),
      protocol: 'tcp',
      address: listener.routingKey,
    })),
    connectors: config.connectors.map(connector => ({
      destHost: connector.host,
      destPort: String(connector.port),
      address: connector.routingKey,
    })),
  }));
}
