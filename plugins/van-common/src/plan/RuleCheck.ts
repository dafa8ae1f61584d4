import { compare } from '../fleet/compare';
import { nearestTag } from '../fleet/tags';
import type { DistributionRule, Selector } from '../fleet/types';
import { clusterIndex } from '../placement/place';
import { SelectorIndex } from '../placement/SelectorIndex';
import type { PlacedFleet } from './comparePlacements';
import type { PlanWarning } from './types';

/**
 * Finds what is odd about the rules of a fleet.
 *
 * @internal
 */
export class RuleCheck {
  readonly #applications: SelectorIndex;
  readonly #clusters: SelectorIndex;
  /** Rules with a placement that no other rule asks for. */
  readonly #needed = new Set<string>();

  constructor({ fleet, placements }: PlacedFleet) {
    this.#applications = new SelectorIndex(fleet.applications);
    this.#clusters = clusterIndex(fleet);
    for (const { why } of placements) {
      if (why.length === 1) {
        this.#needed.add(why[0].rule);
      }
    }
  }

  warnings(rule: DistributionRule): PlanWarning[] {
    const idle = this.#matchesNothing(rule) ?? this.#isShadowed(rule);
    return [
      ...(idle ? [idle] : []),
      ...unknownTags(rule, {
        selector: rule.applications,
        index: this.#applications,
        carrier: 'application',
      }),
      ...unknownTags(rule, {
        selector: rule.clusters,
        index: this.#clusters,
        carrier: 'cluster',
      }),
    ];
  }

  #matchesNothing(rule: DistributionRule): PlanWarning | undefined {
    const idle = [
      ...(this.#applications.find(rule.applications).length === 0
        ? ['application']
        : []),
      ...(this.#clusters.find(rule.clusters).length === 0 ? ['cluster'] : []),
    ];
    if (idle.length === 0) {
      return undefined;
    }
    return {
      code: 'RULE_MATCHES_NOTHING',
      subject: rule.name,
      message: `Rule ${
        rule.name
      } puts nothing anywhere: it matches no ${idle.join(' and no ')}.`,
      hint: `Tag the ${idle.join(
        's and the ',
      )}s that are meant, or change the rule.`,
    };
  }

  #isShadowed(rule: DistributionRule): PlanWarning | undefined {
    if (this.#needed.has(rule.name) || rule.overrides.length > 0) {
      return undefined;
    }
    return {
      code: 'SHADOWED_RULE',
      subject: rule.name,
      message: `Rule ${rule.name} adds nothing: other rules put the same applications on the same clusters.`,
      hint: 'Leave it out, or change what it matches.',
    };
  }
}

function unknownTags(
  rule: DistributionRule,
  options: {
    selector: Selector;
    index: SelectorIndex;
    carrier: 'application' | 'cluster';
  },
): PlanWarning[] {
  const { selector, index, carrier } = options;
  const { anyOf, allOf, noneOf } = selector;
  const tags = [...new Set([...anyOf, ...allOf, ...noneOf])].sort(compare);
  return tags
    .filter(tag => !index.has(tag))
    .map(tag => {
      const meant = nearestTag(tag, [...index.tags()].sort(compare));
      return {
        code: 'UNKNOWN_TAG',
        subject: rule.name,
        message: `No ${carrier} is tagged ${tag}, which rule ${rule.name} asks for.`,
        hint: meant
          ? `Did you mean ${meant}?`
          : `Tag the ${carrier}s that are meant with ${tag}.`,
      };
    });
}
