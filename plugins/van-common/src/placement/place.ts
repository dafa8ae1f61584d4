import { compare } from '../fleet/compare';
import { clusterTags } from '../fleet/tags';
import type { Fleet } from '../fleet/types';
import { SelectorIndex, type SelectorHit } from './SelectorIndex';
import type { Placement, RuleMatch } from './types';

/**
 * Which application runs on which cluster, and why: for each pair all rules that ask for it. Sorted by application, then
 * cluster; a pair stands once however many rules ask for it.
 *
 * @public
 */
export function place(
  fleet: Pick<Fleet, 'applications' | 'clusters' | 'rules'>,
): Placement[] {
  const rulesOf = matchRules(fleet);
  const placements: Placement[] = [];
  for (const [index, application] of fleet.applications.entries()) {
    const why = new Map<number, RuleMatch[]>();
    for (const { rule, match, clusters } of rulesOf[index]) {
      for (const cluster of clusters) {
        const reason = {
          rule,
          applicationMatch: match,
          clusterMatch: cluster.match,
        };
        const reasons = why.get(cluster.index);
        if (reasons) {
          reasons.push(reason);
        } else {
          why.set(cluster.index, [reason]);
        }
      }
    }
    for (const cluster of [...why.keys()].sort((a, b) => a - b)) {
      placements.push({
        application: application.name,
        cluster: fleet.clusters[cluster].name,
        why: why.get(cluster) ?? [],
      });
    }
  }
  return placements.sort(
    (a, b) =>
      compare(a.application, b.application) || compare(a.cluster, b.cluster),
  );
}

/** For each application, by position, the rules that mean it and the clusters they send it to. */
function matchRules(
  fleet: Pick<Fleet, 'applications' | 'clusters' | 'rules'>,
): { rule: string; match: string[]; clusters: SelectorHit[] }[][] {
  const applications = new SelectorIndex(fleet.applications);
  const clusters = clusterIndex(fleet);
  const rulesOf: ReturnType<typeof matchRules> = fleet.applications.map(
    () => [],
  );
  const rules = [...fleet.rules].sort((a, b) => compare(a.name, b.name));
  for (const rule of rules) {
    const targets = clusters.find(rule.clusters);
    if (targets.length > 0) {
      for (const { index, match } of applications.find(rule.applications)) {
        rulesOf[index].push({ rule: rule.name, match, clusters: targets });
      }
    }
  }
  return rulesOf;
}

/**
 * Clusters by all their tags, the derived ones included.
 *
 * @internal
 */
export function clusterIndex(fleet: Pick<Fleet, 'clusters'>): SelectorIndex {
  return new SelectorIndex(
    fleet.clusters.map(cluster => ({
      name: cluster.name,
      tags: clusterTags(cluster),
    })),
  );
}
