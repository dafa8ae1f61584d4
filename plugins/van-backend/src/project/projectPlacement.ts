import {
  type ArgoApplicationView,
  type PlacementState,
  type PlacementView,
  placementState,
} from '@vanstage/backstage-plugin-van-common';
import type { ApplicationRow } from '../store/rows';
import {
  type NetworkContext,
  type Pair,
  pairKey,
  type PlacedApplication,
} from './NetworkContext';
import { isSeen } from './states';

/**
 * A placement as it is stored.
 *
 * @internal
 */
export interface PlacementRecord extends Pair {
  /** Key of its Application in the hub. */
  argoKey?: string;
  state: PlacementState;
  /** ISO 8601. */
  since: string;
  /** The health that Argo CD told while the cluster was last seen. */
  seenHealth?: string;
  view: PlacementView;
}

/**
 * What of a placement before outlives a new projection.
 *
 * @internal
 */
export type PreviousPlacement = Pick<
  PlacementRecord,
  'application' | 'cluster' | 'state' | 'since' | 'seenHealth'
>;

/**
 * The placement of an application on a cluster; undefined when neither a rule asks for it nor an Application is there.
 *
 * @internal
 */
export function projectPlacement(options: {
  context: NetworkContext;
  pair: Pair;
  placed?: PlacedApplication;
  previous?: PreviousPlacement;
  now: Date;
}): PlacementRecord | undefined {
  const { context, pair, placed, previous, now } = options;
  const { application, cluster } = pair;
  const declared = context.placements.get(pairKey(pair));
  if (!declared && !placed) {
    return undefined;
  }
  const target = context.clusters.get(cluster);
  const clusterState = target?.state ?? 'unknown';
  const state = placementState({
    clusterState,
    declared: declared !== undefined,
    managed: placed ? placed.managed : true,
    argo: placed?.row,
  });
  const since = previous?.state === state ? previous.since : now.toISOString();
  const seenHealth = isSeen(clusterState)
    ? placed?.row.health || undefined
    : previous?.seenHealth;
  const seenAt = isSeen(clusterState)
    ? undefined
    : target?.reachability?.answeredAt;
  return {
    application,
    cluster,
    argoKey: placed?.row.key,
    state,
    since,
    seenHealth,
    view: {
      application,
      cluster,
      declared: declared !== undefined,
      state,
      since,
      lastSeen:
        seenHealth && seenAt ? { health: seenHealth, at: seenAt } : undefined,
      why: declared?.why ?? [],
      argo: placed && viewArgo(placed.row),
    },
  };
}

function viewArgo(row: ApplicationRow): ArgoApplicationView {
  return {
    name: row.name,
    namespace: row.namespace,
    sync: row.sync || 'Unknown',
    health: row.health || 'Unknown',
    healthMessage: row.healthMessage,
    revision: row.revision,
    operationPhase: row.operationPhase,
    operationMessage: row.operationMessage,
    operationFinishedAt: row.operationFinishedAt,
    conditions: row.conditions,
    images: row.images,
  };
}
