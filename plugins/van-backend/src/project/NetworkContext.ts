import type {
  ClusterState,
  Fleet,
  Placement,
  TopologyLink,
} from '@vanstage/backstage-plugin-van-common';
import type { ClusterIdentity } from '../join/identifyClusters';
import type {
  ApplicationRow,
  ClusterSecretRow,
  ListenerRow,
  NetworkStatusRow,
  SiteRow,
} from '../store/rows';

/**
 * What the probe last said of a cluster, as stored.
 *
 * @internal
 */
export interface StoredReachability {
  cluster: string;
  outcome: string;
  /** ISO 8601. */
  answeredAt?: string;
  kubernetesVersion?: string;
  nodeCount?: number;
  readyNodeCount?: number;
}

/**
 * The rows of a network that there are few of: everything but Applications and placements.
 *
 * @internal
 */
export interface ContextRows {
  network: string;
  fleet?: Fleet;
  /** Commit of `fleet`. */
  fleetCommit?: string;
  secrets: ClusterSecretRow[];
  listeners: ListenerRow[];
  sites: SiteRow[];
  networkStatus?: NetworkStatusRow;
  /** Everything of the hub was read at least once. */
  hubRead: boolean;
  reachability: StoredReachability[];
  /** As they were projected before. */
  clusters: { name: string; state: ClusterState; since: string }[];
  links: TopologyLink[];
}

/**
 * A cluster with its state.
 *
 * @internal
 */
export interface ProjectedCluster {
  identity: ClusterIdentity;
  state: ClusterState;
  diagnosis: string;
  /** ISO 8601. */
  since: string;
  reachability?: StoredReachability;
}

/**
 * All that decides about a network's placements, but the Applications themselves.
 *
 * @internal
 */
export interface NetworkContext {
  network: string;
  fleet?: Fleet;
  clusters: ReadonlyMap<string, ProjectedCluster>;
  /** Name of the hub's cluster. */
  hub: string;
  argocdNamespace: string;
  /** Web page of the fleet repository. */
  fleetUrl?: string;
  /** What the rules ask for, by `pairKey`. */
  placements: ReadonlyMap<string, Placement>;
}

/**
 * An application on a cluster.
 *
 * @internal
 */
export interface Pair {
  application: string;
  cluster: string;
}

/** @internal */
export function pairKey(pair: Pair): string {
  return `${pair.application} ${pair.cluster}`;
}

/**
 * An Application of Argo CD with the placement that it is.
 *
 * @internal
 */
export interface PlacedApplication extends Pair {
  /** Rendered by Vanstage for this network. */
  managed: boolean;
  row: ApplicationRow;
}
