import type { PlacementView } from '@vanstage/backstage-plugin-van-common';
import { PLACEMENT_STATES, placementStates } from '../state';

/** How many placements are in a state. */
export interface StateCount {
  state: PlacementView['state'];
  count: number;
}

/**
 * How many placements are in each state, the worst state first.
 */
export function countByState(placements: PlacementView[]): StateCount[] {
  const counts = new Map<string, number>();
  for (const { state } of placements) {
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return PLACEMENT_STATES.map(state => ({
    state,
    count: counts.get(state) ?? 0,
  })).filter(({ count }) => count > 0);
}

/**
 * `4: 1 unknown, 3 healthy`.
 */
export function placementCounts(placements: PlacementView[]): string {
  if (placements.length === 0) {
    return 'none';
  }
  const parts = countByState(placements).map(
    ({ state, count }) =>
      `${count} ${placementStates[state].word.toLocaleLowerCase('en')}`,
  );
  return `${placements.length}: ${parts.join(', ')}`;
}
