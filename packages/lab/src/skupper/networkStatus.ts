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

/** A site as the routers' events tell of it. */
export interface SiteRecord {
  /** Uid of the Site object. */
  id: string;
  name: string;
  namespace: string;
  /** Name of the router's pod; undefined while only the site itself has been heard of. */
  routerPod?: string;
}

/** What the hub's adaptor has heard from the network. */
export interface HeardNetwork {
  hub: SiteRecord & {
    listeners: { name: string; routingKey: string; podPort: number }[];
  };
  edges: (SiteRecord & { mode: 'interior' | 'edge' })[];
  /** Connectors that the routers know of; they outlive the record of their site by a second. */
  connectors: {
    siteId: string;
    routingKey: string;
    host: string;
    port: number;
  }[];
}

/** Writes down the network as Skupper's adaptor does: `null` for empty lists of Go, sites ordered by identity. */
export function networkStatus(heard: HeardNetwork): NetworkStatus {
  const sites = [
    { site: siteOf(heard.hub), routerStatus: hubRouter(heard) },
    ...heard.edges.map(edge => ({
      site: siteOf(edge),
      routerStatus: edgeRouter(heard, edge),
    })),
  ];
  const addresses = addressesOf(heard);
  return {
    addresses: addresses.length > 0 ? addresses : null,
    siteStatus: sites.sort((a, b) =>
      a.site.identity < b.site.identity ? -1 : 1,
    ),
  };
}

type RouterStatus = z.infer<typeof routerStatusSchema>;
type Address = NonNullable<NetworkStatus['addresses']>[number];

function siteOf(site: SiteRecord) {
  return {
    identity: site.id,
    name: site.name,
    namespace: site.namespace,
    platform: 'kubernetes',
    siteVersion: skupperVersion,
  };
}

function hubRouter({ hub }: HeardNetwork): RouterStatus[] | null {
  if (hub.routerPod === undefined) {
    return null;
  }
  return [
    {
      router: {
        name: `0/${hub.name}-${hub.routerPod}`,
        mode: 'interior',
        hostname: hub.routerPod,
      },
      links: [],
      routerAccess: [
        { identity: accessIdentity(hub.routerPod, 'inter-router') },
        { identity: accessIdentity(hub.routerPod, 'edge') },
      ],
      listeners: hub.listeners.map(listener => ({
        name: `listener/${listener.name}`,
        destPort: String(listener.podPort),
        protocol: 'tcp',
        address: listener.routingKey,
      })),
      connectors: [],
    },
  ];
}

function edgeRouter(
  heard: HeardNetwork,
  edge: HeardNetwork['edges'][number],
): RouterStatus[] | null {
  if (edge.routerPod === undefined) {
    return null;
  }
  const role = edge.mode === 'edge' ? 'edge' : 'inter-router';
  return [
    {
      router: {
        name: `0/${edge.name}-${edge.routerPod}`,
        mode: edge.mode,
        hostname: edge.routerPod,
      },
      links: [
        {
          name: heard.hub.name,
          linkCost: 1,
          status: 'up',
          role,
          ...(heard.hub.routerPod === undefined
            ? {}
            : { peer: accessIdentity(heard.hub.routerPod, role) }),
        },
      ],
      routerAccess: [],
      listeners: [],
      connectors: heard.connectors
        .filter(connector => connector.siteId === edge.id)
        .map(connector => ({
          destHost: connector.host,
          destPort: String(connector.port),
          address: connector.routingKey,
        })),
    },
  ];
}

/** A router names its two ways in after the last part of its pod's name. */
function accessIdentity(pod: string, role: 'inter-router' | 'edge'): string {
  const suffix = pod.slice(pod.lastIndexOf('-') + 1);
  return `${suffix}:${role === 'inter-router' ? 1 : 2}`;
}

function addressesOf(heard: HeardNetwork): Address[] {
  const counts = new Map<string, { listeners: number; connectors: number }>();
  const count = (key: string) => {
    const known = counts.get(key) ?? { listeners: 0, connectors: 0 };
    counts.set(key, known);
    return known;
  };
  for (const listener of heard.hub.listeners) {
    count(listener.routingKey).listeners += 1;
  }
  for (const connector of heard.connectors) {
    count(connector.routingKey).connectors += 1;
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
