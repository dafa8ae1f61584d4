import { z } from 'zod';

const linkSchema = z.object({
  name: z.string(),
  linkCost: z.number(),
  status: z.enum(['up', 'down']),
  role: z.enum(['inter-router', 'edge']),
  peer: z.string().optional(),
});

const routerStatusSchema = z.object({
  router: z.object({
    name: z.string(),
    mode: z.enum(['interior', 'edge']),
    hostname: z.string(),
  }),
  links: z.array(linkSchema),
  routerAccess: z.array(z.object({ identity: z.string() })),
  listeners: z.array(
    z.object({
      name: z.string(),
      destPort: z.string(),
      protocol: z.string(),
      address: z.string(),
    }),
  ),
  connectors: z.array(
    z.object({
      destHost: z.string(),
      destPort: z.string(),
      address: z.string(),
    }),
  ),
});

/** The JSON under the key `NetworkStatus` of the ConfigMap `skupper-network-status` (Skupper 2.2). */
export const networkStatusSchema = z.object({
  addresses: z
    .array(
      z.object({
        name: z.string(),
        startTime: z.number(),
        endTime: z.number(),
        protocol: z.string().optional(),
        listenerCount: z.number(),
        connectorCount: z.number(),
      }),
    )
    .nullable(),
  siteStatus: z
    .array(
      z.object({
        site: z.object({
          identity: z.string(),
          name: z.string(),
          namespace: z.string(),
          platform: z.string(),
          siteVersion: z.string(),
        }),
        routerStatus: z.array(routerStatusSchema).nullable(),
      }),
    )
    .nullable(),
});

/** @internal */
export type NetworkStatus = z.infer<typeof networkStatusSchema>;

/** Version of Skupper that the lab behaves as. */
export const skupperVersion = '2.2.1';

/** A site, as its own adaptor tells of it. */
export interface SiteRecord {
  name: string;
  namespace: string;
  platform: string;
}

/** A router and what it has, as it tells itself. */
export type RouterRecord = z.infer<typeof routerStatusSchema>;

/** What an adaptor has heard of one site: of the site itself, of its routers, of both. */
export interface HeardSite {
  /** Uid of the Site object. */
  id: string;
  site?: SiteRecord;
  routers?: RouterRecord[];
}

/**
 * Writes down the network as Skupper's adaptor does: `null` for empty lists of Go, sites ordered by identity. Routers
 * count for the addresses even when nothing is known of their site.
 */
export function networkStatus(heard: readonly HeardSite[]): NetworkStatus {
  const addresses = addressesOf(heard);
  const sites = heard.flatMap(({ id, site, routers }) =>
    site
      ? [
          {
            site: {
              identity: id,
              name: site.name,
              namespace: site.namespace,
              platform: site.platform,
              siteVersion: skupperVersion,
            },
            routerStatus: routers?.length ? routers : null,
          },
        ]
      : [],
  );
  return {
    addresses: addresses.length > 0 ? addresses : null,
    siteStatus:
      sites.length > 0
        ? sites.sort((a, b) => (a.site.identity < b.site.identity ? -1 : 1))
        : null,
  };
}

type Address = NonNullable<NetworkStatus['addresses']>[number];

function addressesOf(heard: readonly HeardSite[]): Address[] {
  const counts = new Map<string, { listeners: number; connectors: number }>();
  const count = (key: string) => {
    const known = counts.get(key) ?? { listeners: 0, connectors: 0 };
    counts.set(key, known);
    return known;
  };
  for (const { routers = [] } of heard) {
    for (const { listeners, connectors } of routers) {
      listeners.forEach(({ address }) => (count(address).listeners += 1));
      connectors.forEach(({ address }) => (count(address).connectors += 1));
    }
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { listeners, connectors }]) => ({
      name,
      startTime: 0,
      endTime: 0,
      ...(connectors > 0 ? { protocol: 'tcp' } : {}),
      listenerCount: listeners,
      connectorCount: connectors,
    }));
}
