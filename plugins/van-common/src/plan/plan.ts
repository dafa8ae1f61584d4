import type { Fleet } from '../fleet/types';
import { place } from '../placement/place';
import type { Placement } from '../placement/types';
import { digestOf } from '../render/names';
import {
  comparePlacements,
  type PlacedFleet,
  type PlacementComparison,
} from './comparePlacements';
import { placementWarnings } from './placementWarnings';
import { ruleWarnings } from './ruleWarnings';
import { sourceErrors } from './sourceErrors';
import type { Plan } from './types';

/**
 * What changes from one fleet to another of the same network: what arrives, leaves and changes, and what a person should
 * know before going on.
 *
 * @public
 */
export function plan(before: Fleet, after: Fleet): Plan {
  return planPlacements(
    { fleet: before, placements: place(before) },
    { fleet: after, placements: place(after) },
  );
}

/**
 * {@link plan} with the placements of both fleets at hand.
 *
 * @internal
 */
export function planPlacements(before: PlacedFleet, after: PlacedFleet): Plan {
  const comparison = comparePlacements(before, after);
  const network = after.fleet.network.name;
  return {
    network,
    ...comparison,
    errors: sourceErrors(after),
    warnings: [
      ...ruleWarnings(before, after),
      ...placementWarnings({ before, after, comparison }),
    ],
    digest: planDigest(network, comparison),
  };
}

/** Of everything that decides what goes where; not of the warnings, which are only about it. */
function planDigest(network: string, comparison: PlacementComparison): string {
  const moves = (placements: Placement[]) =>
    placements.map(({ application, cluster, why }) => [
      application,
      cluster,
      ...why.map(({ rule }) => rule),
    ]);
  const changes = comparison.changed.map(
    ({ application, cluster, differences }) => [
      application,
      cluster,
      ...differences,
    ],
  );
  return digestOf(
    JSON.stringify([
      network,
      moves(comparison.added),
      moves(comparison.removed),
      changes,
    ]),
  );
}
