import { EffectiveSources } from '../sources/EffectiveSources';
import type { PlacedFleet } from './comparePlacements';
import { listNames } from './listNames';
import type { PlanError } from './types';

/**
 * Where it cannot be told what an application is made of. The same error on many clusters is one.
 *
 * @internal
 */
export function sourceErrors({ fleet, placements }: PlacedFleet): PlanError[] {
  const effective = new EffectiveSources(fleet);
  const errors = new Map<string, { error: PlanError; clusters: string[] }>();
  for (const placement of placements) {
    const { application, cluster } = placement;
    for (const { code, message, hint } of effective.of(placement).problems) {
      const known = errors.get(message);
      if (known) {
        known.clusters.push(cluster);
      } else {
        errors.set(message, {
          error: { code, subject: application, message, hint },
          clusters: [cluster],
        });
      }
    }
  }
  return [...errors.values()].map(({ error, clusters }) => ({
    ...error,
    message: `On ${listNames(clusters)}: ${error.message}.`,
  }));
}
