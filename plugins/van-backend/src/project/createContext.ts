import {
  clusterDiagnosis,
  type ClusterState,
  type Placement,
  type ProbeOutcome,
  type SkupperObservation,
} from '@vanstage/backstage-plugin-van-common';
import {
  type ClusterIdentity,
  identifyClusters,
} from '../join/identifyClusters';
import { IN_CLUSTER } from '../store/VanStore';
import {
  type ContextRows,
  type NetworkContext,
  pairKey,
  type ProjectedCluster,
  type StoredReachability,
} from './NetworkContext';

const DEFAULT_NAMESPACES = { skupper: 'van', argocd: 'argocd' };

/**
 * Tells which clusters a network has and in which state each is.
 *
 * @param placements - what the rules of `rows.fleet` ask for
 * @internal
 */
export function createContext(
  rows: ContextRows,
  options: { placements: Placement[]; fleetUrl?: string; now: Date },
): NetworkContext {
  const { fleet } = rows;
  const identities = identifyClusters({
    declared: fleet?.clusters ?? [],
    skupperNamespace:
      fleet?.network.skupperNamespace ?? DEFAULT_NAMESPACES.skupper,
    secrets: rows.secrets,
    listeners: rows.listeners,
    sites: rows.sites,
    networkStatus: rows.networkStatus,
  });
  const before = new Map(rows.clusters.map(cluster => [cluster.name, cluster]));
  const clusters = identities.map(identity => {
    const cluster = diagnose(rows, identity);
    const previous = before.get(identity.name);
    return {
      ...cluster,
      since:
        previous?.state === cluster.state
          ? previous.since
          : beganAt(cluster, options.now),
    };
  });
  const hub = clusters.find(cluster => cluster.identity.role === 'hub');
  return {
    network: rows.network,
    fleet,
    clusters: new Map(
      clusters.map(cluster => [cluster.identity.name, cluster]),
    ),
    hub: hub?.identity.name ?? IN_CLUSTER,
    argocdNamespace:
      fleet?.network.argocdNamespace ?? DEFAULT_NAMESPACES.argocd,
    fleetUrl: options.fleetUrl,
    placements: new Map(
      options.placements.map(placement => [pairKey(placement), placement]),
    ),
  };
}

/** A state begins when it is first seen, unless Skupper tells that an edge was lost before anybody here looked. */
function beganAt(
  { identity, state, reachability }: Omit<ProjectedCluster, 'since'>,
  now: Date,
): string {
  const lostAt = identity.listener?.lostAt;
  return state === 'gone' && !reachability?.answeredAt && lostAt
    ? lostAt
    : now.toISOString();
}

function diagnose(
  rows: ContextRows,
  identity: ClusterIdentity,
): Omit<ProjectedCluster, 'since'> {
  const reachability = findReachability(rows, identity);
  const { state, diagnosis } = clusterDiagnosis({
    cluster: identity.name,
    role: identity.role,
    declared: identity.declared !== undefined,
    everSeen:
      reachability?.answeredAt !== undefined ||
      identity.listener?.lostAt !== undefined,
    outcome:
      reachability && identity.hasCredential
        ? toOutcome(reachability.outcome)
        : undefined,
    credentialMissing: !identity.hasCredential,
    hubUnread: !rows.hubRead,
    skupper: observeSkupper(rows, identity),
  });
  return { identity, state, diagnosis, reachability };
}

/** The hub's row is below Argo CD's name for it. */
function findReachability(
  rows: ContextRows,
  identity: ClusterIdentity,
): StoredReachability | undefined {
  const key = identity.role === 'hub' ? IN_CLUSTER : identity.name;
  return rows.reachability.find(row => row.cluster === key);
}

function observeSkupper(
  rows: ContextRows,
  identity: ClusterIdentity,
): SkupperObservation | undefined {
  if (identity.role === 'hub' || rows.sites.length === 0) {
    return undefined;
  }
  if (!identity.listener) {
    return { listener: 'missing' };
  }
  return { listener: identity.listener.matched ? 'matched' : 'unmatched' };
}

const OUTCOMES: Record<ProbeOutcome, true> = {
  answered: true,
  refused: true,
  silent: true,
  closed: true,
  wrongCertificate: true,
  unauthorized: true,
  hubUnreachable: true,
};

/**
 * An outcome that this version does not know counts as none.
 *
 * @internal
 */
export function toOutcome(value: string): ProbeOutcome | undefined {
  return isOutcome(value) ? value : undefined;
}

function isOutcome(value: string): value is ProbeOutcome {
  return Object.hasOwn(OUTCOMES, value);
}

/**
 * The clusters whose state is not the one that was projected before.
 *
 * @internal
 */
export function changedClusters(
  context: NetworkContext,
  before: { name: string; state: ClusterState }[],
): string[] {
  const states = new Map(before.map(({ name, state }) => [name, state]));
  return [...context.clusters.values()]
    .filter(({ identity, state }) => states.get(identity.name) !== state)
    .map(({ identity }) => identity.name);
}
