import type { PlacedNode } from './types';

/** Keys that move through the picture. */
export type ArrowKey = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

const DIRECTIONS: Record<ArrowKey, { x: number; y: number }> = {
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
};

/**
 * Whether a key is an arrow.
 */
export function isArrowKey(key: string): key is ArrowKey {
  return key in DIRECTIONS;
}

/**
 * The card that lies nearest in a direction; undefined at the border.
 */
export function neighbour(
  nodes: PlacedNode[],
  current: PlacedNode,
  key: ArrowKey,
): PlacedNode | undefined {
  const direction = DIRECTIONS[key];
  let nearest: PlacedNode | undefined;
  let nearestDistance = Infinity;
  for (const candidate of nodes) {
    const dx = candidate.box.x - current.box.x;
    const dy = candidate.box.y - current.box.y;
    const along = dx * direction.x + dy * direction.y;
    const aside = Math.abs(dx * direction.y) + Math.abs(dy * direction.x);
    // What lies aside counts double, so that arrows keep to their line.
    const distance = along + 2 * aside;
    if (along > 1 && distance < nearestDistance) {
      nearest = candidate;
      nearestDistance = distance;
    }
  }
  return nearest;
}
