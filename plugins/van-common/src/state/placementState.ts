import type { ClusterState, PlacementState } from './types';

/**
 * What an Argo CD Application says of itself, in Argo CD's words.
 *
 * @public
 */
export interface ArgoObservation {
  /** It has a `metadata.deletionTimestamp`. */
  deleting: boolean;
  /** `status.sync.status`: `Synced`, `OutOfSync`, `Unknown`; empty before the first comparison. */
  sync: string;
  /** `status.health.status`: `Healthy`, `Progressing`, `Degraded`, `Suspended`, `Missing`, `Unknown`; may be empty. */
  health: string;
  /** `status.operationState.phase`: `Running`, `Terminating`, `Succeeded`, `Failed`, `Error`. */
  operationPhase?: string;
  operationMessage?: string;
  /** `status.operationState.finishedAt`. */
  operationFinishedAt?: string;
  /** `status.operationState.operation.sync.autoHealAttemptsCount`: the operation is a self-heal. */
  healAttempts?: number;
  /** `status.operationState.retryCount`: how often the operation was tried again. */
  retryCount?: number;
  /** `status.history` is not empty. Absent: inferred from the last operation, which a running one hides. */
  delivered?: boolean;
  /** `status.conditions`. */
  conditions: { type: string }[];
}

/**
 * All that decides the state of one application on one cluster.
 *
 * @public
 */
export interface PlacementObservation {
  /** State of the cluster: where it cannot be seen, what Argo CD says is only what it remembers. */
  clusterState: ClusterState;
  /** A rule of the fleet asks for the placement. */
  declared: boolean;
  /** The Application was rendered by Vanstage. One that was not is shown as it is and never leaves. */
  managed: boolean;
  /** Absent: there is no such Application in the hub. */
  argo?: ArgoObservation;
}

/**
 * The state of one application on one cluster: the first of `unknown`, `syncFailed`, `degraded`, `leaving`, `missing`,
 * `arriving`, `outOfSync` or `healing`, `progressing`, `healthy` that holds.
 *
 * Argo CD keeps an Application of a cluster that it cannot reach `Synced` and `Healthy`, so its word counts only while our
 * own probe is answered. Health stays `Healthy` when a sync fails, so the operation and the conditions come before it.
 *
 * @public
 */
export function placementState(
  observation: PlacementObservation,
): PlacementState {
  const { clusterState, declared, managed, argo } = observation;
  const delivered = argo !== undefined && wasDelivered(argo);
  if (clusterState === 'waitingToJoin' && declared && !delivered) {
    return 'arriving';
  }
  if (clusterState !== 'reachable' && clusterState !== 'adaptorDown') {
    return 'unknown';
  }
  if (!argo) {
    return declared ? 'arriving' : 'leaving';
  }
  if (hasFailed(argo)) {
    return 'syncFailed';
  }
  const leaving = argo.deleting || (managed && !declared);
  if (argo.health === 'Degraded') {
    return 'degraded';
  }
  if (leaving) {
    return 'leaving';
  }
  // Argo CD writes the history a moment before it looks at the cluster again: until then it still says Missing.
  const beingDelivered = isRunning(argo) && !isRetrying(argo);
  if (argo.health === 'Missing' && delivered && !beingDelivered) {
    return 'missing';
  }
  return settledState(argo, delivered);
}

function settledState(
  argo: ArgoObservation,
  delivered: boolean,
): PlacementState {
  if (argo.sync !== 'Synced') {
    if (!delivered) {
      return 'arriving';
    }
    if (argo.sync !== 'OutOfSync') {
      return 'unknown';
    }
    if (!isRunning(argo) || isRetrying(argo)) {
      return 'outOfSync';
    }
    return argo.healAttempts ? 'healing' : 'progressing';
  }
  switch (argo.health) {
    case 'Healthy':
      return 'healthy';
    case 'Unknown':
      return 'unknown';
    // An empty health is not assessed yet, and a suspended one waits for a person.
    default:
      return 'progressing';
  }
}

function wasDelivered(argo: ArgoObservation): boolean {
  return (
    argo.delivered ??
    (argo.sync === 'Synced' ||
      argo.operationPhase === 'Succeeded' ||
      argo.operationFinishedAt !== undefined)
  );
}

/** Argo CD retries without end what Vanstage renders; by default it would have given up here. */
const FAILED_AFTER_RETRIES = 5;

function hasFailed(argo: ArgoObservation): boolean {
  return (
    (isRunning(argo) && (argo.retryCount ?? 0) >= FAILED_AFTER_RETRIES) ||
    argo.operationPhase === 'Failed' ||
    argo.operationPhase === 'Error' ||
    argo.conditions.some(condition => condition.type.endsWith('Error'))
  );
}

function isRunning(argo: ArgoObservation): boolean {
  return (
    argo.operationPhase === 'Running' || argo.operationPhase === 'Terminating'
  );
}

/** While Argo CD retries, the phase stays `Running` and only the message tells that an attempt failed. */
function isRetrying(argo: ArgoObservation): boolean {
  return /^Retrying operation|\bfailed\b|\bnot valid\b|\bunsuccessfully\b/.test(
    argo.operationMessage ?? '',
  );
}
