import { NotFoundError } from '@backstage/errors';
import { byName } from '../fleet/compare';
import { nearest } from '../fleet/nearest';
import { clusterTags } from '../fleet/tags';
import type { Fleet } from '../fleet/types';
import { selectorMatch } from './selectorMatch';
import { selectorMiss, type SelectorMiss } from './selectorMiss';
import type { RuleMatch } from './types';

/**
 * Why a rule does not put an application on a cluster.
 *
 * @public
 */
export interface RuleMiss {
  rule: string;
  /** Which of the rule's selectors fails; `application` where both do. */
  side: 'application' | 'cluster';
  miss: SelectorMiss;
}

/**
 * What each rule says of one application on one cluster.
 *
 * @public
 */
export interface PlacementExplanation {
  application: string;
  cluster: string;
  /** Rules that put it there, sorted by name. Empty: it does not run there. */
  why: RuleMatch[];
  /** The other rules; those that mean the application, only not the cluster, come first. */
  whyNot: RuleMiss[];
}

/**
 * Answers "why is it here" and "why is it not there", for any application and any cluster of a fleet.
 *
 * @throws NotFoundError when the fleet has no such application or cluster; it names the nearest.
 * @public
 */
export function explainPlacement(
  fleet: Pick<Fleet, 'applications' | 'clusters' | 'rules'>,
  pair: { application: string; cluster: string },
): PlacementExplanation {
  const application = find('application', pair.application, fleet.applications);
  const found = find('cluster', pair.cluster, fleet.clusters);
  const cluster = { name: found.name, tags: clusterTags(found) };
  const why: RuleMatch[] = [];
  const whyNot: RuleMiss[] = [];
  for (const { name: rule, ...selectors } of [...fleet.rules].sort(byName)) {
    const applicationMatch = selectorMatch(selectors.applications, application);
    const clusterMatch = selectorMatch(selectors.clusters, cluster);
    if (applicationMatch && clusterMatch) {
      why.push({ rule, applicationMatch, clusterMatch });
      continue;
    }
    const side = applicationMatch ? 'cluster' : 'application';
    const miss = applicationMatch
      ? selectorMiss(selectors.clusters, cluster)
      : selectorMiss(selectors.applications, application);
    if (miss) {
      whyNot.push({ rule, side, miss });
    }
  }
  return {
    application: application.name,
    cluster: cluster.name,
    why,
    whyNot: [
      ...whyNot.filter(({ side }) => side === 'cluster'),
      ...whyNot.filter(({ side }) => side === 'application'),
    ],
  };
}

function find<T extends { name: string }>(
  kind: string,
  name: string,
  things: readonly T[],
): T {
  const found = things.find(thing => thing.name === name);
  if (!found) {
    const meant = nearest(
      name,
      things.map(thing => thing.name),
    );
    throw new NotFoundError(
      `There is no ${kind} ${name}.${meant ? ` Did you mean ${meant}?` : ''}`,
    );
  }
  return found;
}
