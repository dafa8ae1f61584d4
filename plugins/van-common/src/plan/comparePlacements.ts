import type { Fleet } from '../fleet/types';
import type { Placement } from '../placement/types';
import { Differences } from './Differences';
import type { PlanChange } from './types';

/**
 * The placements of two fleets, side by side. Each list is sorted as placements are.
 *
 * @internal
 */
export interface PlacementComparison {
  added: Placement[];
  removed: Placement[];
  changed: PlanChange[];
  unchangedCount: number;
}

/** @internal */
export interface PlacedFleet {
  fleet: Fleet;
  placements: readonly Placement[];
}

/** @internal */
export function comparePlacements(
  before: PlacedFleet,
  after: PlacedFleet,
): PlacementComparison {
  const result: PlacementComparison = {
    added: [],
    removed: [],
    changed: [],
    unchangedCount: 0,
  };
  const describe = new Differences(before.fleet, after.fleet);
  const previous = new Map(
    before.placements.map(placement => [keyOf(placement), placement]),
  );
  for (const placement of after.placements) {
    const key = keyOf(placement);
    const old = previous.get(key);
    previous.delete(key);
    if (!old) {
      result.added.push(placement);
      continue;
    }
    const differences = describe.between(old, placement);
    if (differences.length > 0) {
      const { application, cluster } = placement;
      result.changed.push({ application, cluster, differences });
    } else {
      result.unchangedCount += 1;
    }
  }
  result.removed.push(...previous.values());
  return result;
}

function keyOf(placement: Placement): string {
  return `${placement.application}/${placement.cluster}`;
}
