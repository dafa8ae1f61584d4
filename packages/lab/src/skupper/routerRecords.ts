import {
  identity,
  type RouterConnector,
  type RouterListener,
  type RouterNetwork,
  type RouterSite,
} from '../van';
import type { RouterRecord } from './networkStatus';

/** The listeners or connectors of some routing keys, without going through all others each time. */
class KeyIndex<T extends { routingKey: string }> {
  private readonly indexes = new WeakMap<
    readonly T[],
    ReadonlyMap<string, T[]>
  >();

  find(bindings: readonly T[], keys: ReadonlySet<string>): T[] {
    const index = this.indexes.get(bindings) ?? this.build(bindings);
    return [...keys].flatMap(key => index.get(key) ?? []);
  }

  private build(bindings: readonly T[]): ReadonlyMap<string, T[]> {
    const index = new Map<string, T[]>();
    for (const binding of bindings) {
      const known = index.get(binding.routingKey);
      if (known) {
        known.push(binding);
      } else {
        index.set(binding.routingKey, [binding]);
      }
    }
    this.indexes.set(bindings, index);
    return index;
  }
}

const listenerIndex = new KeyIndex<RouterListener>();
const connectorIndex = new KeyIndex<RouterConnector>();

/** What is told of a site's routers. */
export interface RouterRecordsOptions {
  /** Listeners of a run before that were never ended. */
  ghosts?: readonly RouterListener[];
  /** Only the listeners and connectors of these routing keys. Default: all. */
  keys?: ReadonlySet<string>;
}

/** What the routers of a site tell of themselves. */
export function routerRecords(
  network: RouterNetwork,
  site: RouterSite,
  options: RouterRecordsOptions = {},
): RouterRecord[] {
  const { ghosts = [], keys } = options;
  const { config, knownRouters } = site;
  const listeners = keys
    ? listenerIndex.find(config.listeners, keys)
    : config.listeners;
  const connectors = keys
    ? connectorIndex.find(config.connectors, keys)
    : config.connectors;
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
    listeners: [...ghosts, ...listeners].map(listener => ({
      name: `listener/${listener.name}`,
      destPort: String(listener.podPort),
      protocol: 'tcp',
      address: listener.routingKey,
    })),
    connectors: connectors.map(connector => ({
      destHost: connector.host,
      destPort: String(connector.port),
      address: connector.routingKey,
    })),
  }));
}
