import { z } from 'zod';
import { compareText } from '../store/contentHash';
import type {
  NetworkStatusRow,
  SkupperLinkRow,
  SkupperSiteRow,
} from '../store/rows';

const text = z.string().nullish();

const configMapSchema = z.object({
  metadata: z.object({ namespace: z.string(), name: z.string() }),
  data: z.object({ NetworkStatus: z.string().optional() }).nullish(),
});

const routerSchema = z.object({
  router: z.object({ mode: text }).nullish(),
  links: z
    .array(
      z.object({
        name: text,
        status: text,
        role: text,
        linkCost: z.number().nullish(),
        peer: text,
      }),
    )
    .nullish(),
  routerAccess: z.array(z.object({ identity: text })).nullish(),
  connectors: z.array(z.object({ address: text })).nullish(),
});

const networkStatusSchema = z.object({
  addresses: z
    .array(
      z.object({
        name: z.string(),
        listenerCount: z.number().nullish(),
        connectorCount: z.number().nullish(),
      }),
    )
    .nullish(),
  siteStatus: z
    .array(
      z.object({
        site: z.object({
          identity: z.string(),
          name: text,
          namespace: text,
          platform: text,
          siteVersion: text,
        }),
        routerStatus: z.array(routerSchema).nullish(),
      }),
    )
    .nullish(),
});

type SiteStatus = NonNullable<
  z.infer<typeof networkStatusSchema>['siteStatus']
>[number];

/**
 * What is stored of the ConfigMap `skupper-network-status`, as Skupper's `internal/network/types.go` writes it. A site is
 * listed before its routers are, arrays may be null, their order is that of ids that routers make, and a router that
 * restarted leaves its former records behind: so lists are sorted and names are kept once.
 *
 * @internal
 */
export function projectNetworkStatus(object: unknown): NetworkStatusRow {
  const { metadata, data } = configMapSchema.parse(object);
  // The ConfigMap is created without data, two seconds before its first value.
  const status = networkStatusSchema.parse(
    JSON.parse(data?.NetworkStatus ?? '{}'),
  );
  return {
    kind: 'networkStatus',
    key: `${metadata.namespace}/${metadata.name}`,
    sites: (status.siteStatus ?? [])
      .map(projectSiteStatus)
      .sort((a, b) => compareText(a.siteId, b.siteId)),
    addresses: (status.addresses ?? [])
      .map(({ name, listenerCount, connectorCount }) => ({
        routingKey: name,
        listenerCount: listenerCount ?? 0,
        connectorCount: connectorCount ?? 0,
      }))
      .sort((a, b) => compareText(a.routingKey, b.routingKey)),
  };
}

function projectSiteStatus({ site, routerStatus }: SiteStatus): SkupperSiteRow {
  const routers = routerStatus ?? [];
  return {
    siteId: site.identity,
    name: site.name || undefined,
    namespace: site.namespace || undefined,
    platform: site.platform || undefined,
    version: site.siteVersion || undefined,
    routerMode: routers[0]?.router?.mode || undefined,
    links: routers
      .flatMap(({ links }) => links ?? [])
      .map(projectLink)
      .sort((a, b) => compareText(sortKey(a), sortKey(b))),
    routerAccess: sortedOnce(
      routers.flatMap(({ routerAccess }) =>
        (routerAccess ?? []).map(({ identity }) => identity),
      ),
    ),
    connectors: sortedOnce(
      routers.flatMap(({ connectors }) =>
        (connectors ?? []).map(({ address }) => address),
      ),
    ),
  };
}

function projectLink(
  link: NonNullable<z.infer<typeof routerSchema>['links']>[number],
): SkupperLinkRow {
  return {
    name: link.name || undefined,
    status: link.status || undefined,
    role: link.role || undefined,
    cost: link.linkCost ?? undefined,
    peer: link.peer || undefined,
  };
}

function sortKey(link: SkupperLinkRow): string {
  return JSON.stringify([link.name, link.peer, link.status, link.cost]);
}

function sortedOnce(values: (string | null | undefined)[]): string[] {
  const known = values.filter(value => typeof value === 'string');
  return [...new Set(known)].sort(compareText);
}
