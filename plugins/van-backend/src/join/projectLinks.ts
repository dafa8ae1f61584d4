import type { TopologyLink } from '@vanstage/backstage-plugin-van-common';
import type { NetworkStatusRow } from '../store/rows';
import type { ClusterIdentity } from './identifyClusters';

/**
 * The Skupper links between the clusters of a network, from the site that dials to the site that accepts. Links within a
 * site and to sites of no known cluster are left out; of several links between two clusters the best one stands. A link
 * that was there and is no longer listed is `lost` as long as both clusters are known.
 *
 * @internal
 */
export function projectLinks(options: {
  clusters: ClusterIdentity[];
  /** Absent while it has not been read: what was known stays. */
  networkStatus?: NetworkStatusRow;
  previous: TopologyLink[];
  now: Date;
}): TopologyLink[] {
  const { clusters, networkStatus, previous, now } = options;
  const names = new Set(clusters.map(cluster => cluster.name));
  const known = previous.filter(
    link => names.has(link.from) && names.has(link.to),
  );
  if (!networkStatus) {
    return known;
  }
  const links = new Map<string, TopologyLink>();
  for (const link of known) {
    links.set(keyOf(link), { ...link, status: 'lost' });
  }
  for (const link of listLinks(clusters, networkStatus)) {
    links.set(keyOf(link), link);
  }
  const previousByKey = new Map(previous.map(link => [keyOf(link), link]));
  return [...links.values()].map(link => {
    const before = previousByKey.get(keyOf(link));
    return {
      ...link,
      since:
        before?.status === link.status && before.since
          ? before.since
          : now.toISOString(),
    };
  });
}

function listLinks(
  clusters: ClusterIdentity[],
  networkStatus: NetworkStatusRow,
): Iterable<TopologyLink> {
  const clusterBySite = new Map<string, string>();
  for (const cluster of clusters) {
    if (cluster.siteId) {
      clusterBySite.set(cluster.siteId, cluster.name);
    }
  }
  const siteByAccess = new Map<string, string>();
  for (const site of networkStatus.sites) {
    for (const access of site.routerAccess) {
      siteByAccess.set(access, site.siteId);
    }
  }
  const links = new Map<string, TopologyLink>();
  for (const site of networkStatus.sites) {
    const from = clusterBySite.get(site.siteId);
    for (const { peer, status, cost } of site.links) {
      const to = clusterBySite.get(siteByAccess.get(peer ?? '') ?? '');
      if (!from || !to || from === to) {
        continue;
      }
      const link: TopologyLink = {
        from,
        to,
        status: status === 'up' ? 'up' : 'down',
        cost,
      };
      const other = links.get(keyOf(link));
      if (other?.status !== 'up') {
        links.set(keyOf(link), link);
      }
    }
  }
  return links.values();
}

function keyOf(link: Pick<TopologyLink, 'from' | 'to'>): string {
  return `${link.from} ${link.to}`;
}
