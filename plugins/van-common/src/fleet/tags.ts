import { compare } from './compare';
import { nearest } from './nearest';
import type { Cluster, Fleet } from './types';

/**
 * Tags that a cluster has by what it is: `context:prod`, `role:edge`, `provider:aws`, `region:eu-west-1`. Sorted.
 *
 * @public
 */
export function derivedTags(
  cluster: Pick<Cluster, 'context' | 'role' | 'provider' | 'region'>,
): string[] {
  const tags = [`role:${cluster.role}`];
  for (const key of ['context', 'provider', 'region'] as const) {
    if (cluster[key] !== undefined) {
      tags.push(`${key}:${cluster[key]}`);
    }
  }
  return tags.sort(compare);
}

/**
 * All tags by which a rule can mean a cluster: the declared and the derived ones. Sorted, each once.
 *
 * @public
 */
export function clusterTags(
  cluster: Pick<Cluster, 'tags' | 'context' | 'role' | 'provider' | 'region'>,
): string[] {
  return [...new Set([...cluster.tags, ...derivedTags(cluster)])].sort(compare);
}

/**
 * How many applications and clusters of a fleet carry each tag, derived tags included. Sorted by tag.
 *
 * @public
 */
export function tagCounts(fleet: Pick<Fleet, 'applications' | 'clusters'>): {
  applications: { tag: string; count: number }[];
  clusters: { tag: string; count: number }[];
} {
  return {
    applications: countTags(fleet.applications.map(({ tags }) => tags)),
    clusters: countTags(fleet.clusters.map(clusterTags)),
  };
}

/**
 * The known tag that a person who wrote an unknown one most likely meant.
 *
 * @public
 */
export function nearestTag(
  tag: string,
  known: Iterable<string>,
): string | undefined {
  return nearest(tag, known);
}

function countTags(tagLists: string[][]) {
  const counts = new Map<string, number>();
  for (const tag of tagLists.flat()) {
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return [...counts]
    .map(([tag, count]) => ({ tag, count }))
    .sort((a, b) => compare(a.tag, b.tag));
}
