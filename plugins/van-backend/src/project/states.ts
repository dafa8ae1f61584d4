import type {
  ClusterState,
  PlacementState,
} from '@vanstage/backstage-plugin-van-common';

/**
 * Order of clusters by state, worst first.
 *
 * @internal
 */
export const clusterStateRank: Record<ClusterState, number> = {
  gone: 0,
  apiServerDown: 1,
  wrongCluster: 2,
  credentialRefused: 3,
  unknown: 4,
  adaptorDown: 5,
  waitingToJoin: 6,
  reachable: 7,
};

/**
 * Order of placements by state, worst first: the order in which `worstPlacementState` chooses.
 *
 * @internal
 */
export const placementStateRank: Record<PlacementState, number> = {
  syncFailed: 0,
  degraded: 1,
  missing: 2,
  unknown: 3,
  outOfSync: 4,
  healing: 5,
  leaving: 6,
  arriving: 7,
  progressing: 8,
  healthy: 9,
};

/**
 * Whether the cluster answers, so that what Argo CD says of it is more than a memory.
 *
 * @internal
 */
export function isSeen(state: ClusterState): boolean {
  return state === 'reachable' || state === 'adaptorDown';
}
