import {
  clusterTags,
  selectorMatch,
  type Fleet,
  type Placement,
} from '@vanstage/backstage-plugin-van-common';

/** Placement as one would first write it: every rule asked of every application and every cluster. The peer of `place`. */
export function placeNaively(fleet: Fleet): Placement[] {
  const clusters = fleet.clusters.map(cluster => ({
    name: cluster.name,
    tags: clusterTags(cluster),
  }));
  const placements: Placement[] = [];
  for (const application of fleet.applications) {
    for (const cluster of clusters) {
      const why: Placement['why'] = [];
      for (const rule of fleet.rules) {
        const applicationMatch = selectorMatch(rule.applications, application);
        const clusterMatch =
          applicationMatch && selectorMatch(rule.clusters, cluster);
        if (applicationMatch && clusterMatch) {
          why.push({ rule: rule.name, applicationMatch, clusterMatch });
        }
      }
      if (why.length > 0) {
        placements.push({
          application: application.name,
          cluster: cluster.name,
          why,
        });
      }
    }
  }
  return placements;
}
