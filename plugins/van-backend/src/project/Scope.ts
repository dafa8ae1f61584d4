import type { StoreChange } from '../store/StoreChange';

/**
 * How much of a network is projected anew.
 *
 * @internal
 */
export interface Scope {
  /** All of it. */
  everything: boolean;
  /** Its clusters and links, and the placements on clusters that then are in another state. */
  clusters: boolean;
  /** The placements of these Argo CD Applications. */
  applicationKeys: Set<string>;
  /** Only how old it is, and why. */
  freshness: boolean;
}

/** @internal */
export function emptyScope(): Scope {
  return {
    everything: false,
    clusters: false,
    applicationKeys: new Set(),
    freshness: false,
  };
}

/**
 * Widens a scope by what a change affects. A cluster Secret decides which cluster an Application's destination is, so it
 * affects everything, as the fleet does.
 *
 * @internal
 */
export function widen(scope: Scope, change: StoreChange): void {
  switch (change.part) {
    case 'fleet':
      scope.everything = true;
      break;
    case 'source':
      scope.freshness = true;
      // Before the hub was read for the first time, nothing is known of its clusters.
      scope.clusters ||= change.source === 'hub';
      break;
    case 'reachability':
      scope.clusters = true;
      break;
    case 'hub':
      widenByRows(scope, change);
      break;
    default:
      change satisfies never;
  }
}

function widenByRows(
  scope: Scope,
  change: Extract<StoreChange, { part: 'hub' }>,
): void {
  switch (change.kind) {
    case 'clusterSecret':
      scope.everything = true;
      break;
    case 'application':
      for (const key of change.keys) {
        scope.applicationKeys.add(key);
      }
      break;
    default:
      scope.clusters = true;
  }
}
