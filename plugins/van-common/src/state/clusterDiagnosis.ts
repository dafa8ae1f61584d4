import type { ClusterRole } from '../fleet/types';
import type { ClusterState, ProbeOutcome } from './types';

/**
 * What Skupper's objects in the hub say of the way to a cluster.
 *
 * @public
 */
export interface SkupperObservation {
  /**
   * Of the hub's Listener for the cluster's API server: `matched` by a connector, `unmatched`, or `missing` when the hub
   * has no such Listener.
   */
  listener: 'matched' | 'unmatched' | 'missing';
}

/**
 * All that decides the state of a cluster.
 *
 * @public
 */
export interface ClusterObservation {
  cluster: string;
  role: ClusterRole;
  /** The fleet repository declares it. */
  declared: boolean;
  /** The probe was answered at least once, ever. */
  everSeen: boolean;
  /** How the last probe ended; absent when there was none yet. */
  outcome?: ProbeOutcome;
  /** The hub holds no credential with which the portal could read the cluster, so it cannot be probed. */
  credentialMissing?: boolean;
  /** The hub's objects were never read, so that nothing can be said to be missing from it. */
  hubUnread?: boolean;
  /** Absent for the hub, and while Skupper's objects have not been read. */
  skupper?: SkupperObservation;
}

/**
 * The state of a cluster and, in words, why it is in it and what to do.
 *
 * @public
 */
export interface ClusterDiagnosis {
  state: ClusterState;
  diagnosis: string;
}

/**
 * Joins what our own probe and what Skupper's objects say of a cluster. The probe decides: Skupper tells of a lost edge
 * only after 30 seconds, and tells of lost edges that are not lost.
 *
 * @public
 */
export function clusterDiagnosis(
  observation: ClusterObservation,
): ClusterDiagnosis {
  const { cluster, outcome } = observation;
  if (outcome === undefined) {
    return notProbed(observation);
  }
  switch (outcome) {
    case 'answered':
      return answered(observation);
    case 'refused':
    case 'silent':
      return noAnswer(observation, outcome);
    case 'closed':
      return {
        state: 'apiServerDown',
        diagnosis:
          observation.role === 'hub'
            ? `The API server of ${cluster} closes each connection before it answers. Check that it runs.`
            : `The VAN reaches ${cluster}, but its API server closes each connection before it answers. Check that the API server of ${cluster} runs.`,
      };
    case 'wrongCertificate':
      return {
        state: 'wrongCluster',
        diagnosis: `Something answers in place of ${cluster} with a certificate that is not signed by its CA. Nothing was sent to it. Check that no other cluster uses the routing key of ${cluster}, and that the CA in its cluster Secret is current.`,
      };
    case 'unauthorized':
      return {
        state: 'credentialRefused',
        diagnosis: `${cluster} answers but refuses the portal's token (401 or 403). Renew the token of its read-only account in the hub's Secret for ${cluster}.`,
      };
    case 'hubUnreachable':
      return {
        state: 'unknown',
        diagnosis: `The hub does not answer the portal, so nothing is known of ${cluster}. Check that the hub runs and that the portal's credential for it is valid.`,
      };
    default:
      return outcome satisfies never;
  }
}

function notProbed(observation: ClusterObservation): ClusterDiagnosis {
  const { cluster, declared, everSeen, credentialMissing, hubUnread } =
    observation;
  if (hubUnread) {
    return {
      state: 'unknown',
      diagnosis: `The hub has not been read yet, so nothing is known of ${cluster}.`,
    };
  }
  if (declared && !everSeen) {
    return {
      state: 'waitingToJoin',
      diagnosis: credentialMissing
        ? `${cluster} is declared and has not joined yet: the hub holds no credential for it.`
        : `${cluster} is declared and has not been seen yet.`,
    };
  }
  return {
    state: 'unknown',
    diagnosis: credentialMissing
      ? `The hub holds no credential with which the portal could ask ${cluster}. Restore the portal's Secret for ${cluster} in the hub.`
      : `${cluster} has not been asked yet since the portal started.`,
  };
}

function answered(observation: ClusterObservation): ClusterDiagnosis {
  const { cluster, role, skupper } = observation;
  if (role === 'hub') {
    return { state: 'reachable', diagnosis: `${cluster} answers.` };
  }
  if (skupper && skupper.listener !== 'matched') {
    return {
      state: 'adaptorDown',
      diagnosis: `${cluster} answers through the VAN, but Skupper says that it is gone: traffic flows, only Skupper's list is wrong. If this lasts for more than a minute, restart Skupper's kube-adaptor on ${cluster}.`,
    };
  }
  return {
    state: 'reachable',
    diagnosis: `${cluster} answers through the VAN.`,
  };
}

function noAnswer(
  observation: ClusterObservation,
  outcome: 'refused' | 'silent',
): ClusterDiagnosis {
  const { cluster, role, declared, everSeen, skupper } = observation;
  if (role === 'hub') {
    return {
      state: 'gone',
      diagnosis: `${cluster} does not answer. Check that its API server runs and that the portal can reach it.`,
    };
  }
  if (declared && !everSeen) {
    return {
      state: 'waitingToJoin',
      diagnosis:
        skupper?.listener === 'missing'
          ? `${cluster} is declared and has not joined yet: the hub has no Listener for it. Check that Argo CD has synced the fleet repository's rendered files.`
          : `${cluster} is declared and has not joined yet: the hub is ready, and nothing answers from ${cluster}.`,
    };
  }
  return {
    state: 'gone',
    diagnosis: goneDiagnosis(cluster, outcome, skupper),
  };
}

function goneDiagnosis(
  cluster: string,
  outcome: 'refused' | 'silent',
  skupper: SkupperObservation | undefined,
): string {
  if (skupper?.listener === 'missing') {
    return `There is no way to ${cluster}: the hub has no Listener for it. Check that Argo CD has synced the fleet repository's rendered files.`;
  }
  if (outcome === 'silent') {
    return `The hub accepts connections for ${cluster}, but nothing answers: its link to the hub has just broken or loses packets. Check that ${cluster} runs and reaches the hub.`;
  }
  if (skupper?.listener === 'matched') {
    return `Connections to ${cluster} are refused, although Skupper still lists it: ${cluster} was lost less than a minute ago, or the hub's Skupper router restarted and finds its listeners again within 5 minutes.`;
  }
  return `Nothing answers for ${cluster}: the cluster, its Skupper router or its way to the hub is down. Check that ${cluster} runs and reaches the hub.`;
}
