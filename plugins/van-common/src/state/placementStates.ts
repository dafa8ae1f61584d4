import type { PlacementState } from './types';

const WORST_FIRST: readonly PlacementState[] = [
  'syncFailed',
  'degraded',
  'missing',
  'unknown',
  'outOfSync',
  'healing',
  'leaving',
  'arriving',
  'progressing',
  'healthy',
];

const CALM: ReadonlySet<PlacementState> = new Set<PlacementState>([
  'leaving',
  'arriving',
  'progressing',
  'healthy',
]);

/**
 * The state that stands for all of an application's placements; undefined when it has none.
 *
 * @public
 */
export function worstPlacementState(
  states: Iterable<PlacementState>,
): PlacementState | undefined {
  const present = new Set(states);
  return WORST_FIRST.find(state => present.has(state));
}

/**
 * Whether a person should look at a placement in this state: it is neither as it should be nor on its way.
 *
 * @public
 */
export function needsAttention(state: PlacementState): boolean {
  return !CALM.has(state);
}
