import type { DistributionRule, Selector } from '../fleet/types';
import type { PlacedFleet } from './comparePlacements';
import { RuleCheck } from './RuleCheck';
import type { PlanWarning } from './types';

/**
 * What a person should know of the rules that a change touches or breaks. A rule that was idle before and is not touched is
 * not this change's business.
 *
 * @internal
 */
export function ruleWarnings(
  before: PlacedFleet,
  after: PlacedFleet,
): PlanWarning[] {
  const old = new RuleCheck(before);
  const now = new RuleCheck(after);
  const oldRules = new Map(before.fleet.rules.map(rule => [rule.name, rule]));
  return after.fleet.rules.flatMap(rule => {
    const previous = oldRules.get(rule.name);
    const untouched = previous && sameSelectors(previous, rule);
    const known = untouched ? keysOf(old.warnings(previous)) : new Set();
    return now.warnings(rule).filter(warning => !known.has(keyOf(warning)));
  });
}

function sameSelectors(a: DistributionRule, b: DistributionRule): boolean {
  return (
    sameSelector(a.applications, b.applications) &&
    sameSelector(a.clusters, b.clusters)
  );
}

function sameSelector(a: Selector, b: Selector): boolean {
  return (
    a === b ||
    (['anyOf', 'allOf', 'noneOf', 'names'] as const).every(
      field => a[field].join() === b[field].join(),
    )
  );
}

function keysOf(warnings: PlanWarning[]): Set<unknown> {
  return new Set(warnings.map(keyOf));
}

function keyOf(warning: PlanWarning): string {
  return `${warning.code} ${warning.message}`;
}
