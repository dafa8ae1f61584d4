import type {
  ApplicationSource,
  FleetProblem,
  ClusterRole,
  Selector,
} from '../fleet/types';
import type { RuleMatch } from '../placement/types';
import type { FleetChange, Plan } from '../plan/types';
import type {
  ClusterState,
  PlacementState,
  ProbeOutcome,
} from '../state/types';

/**
 * How old data is. `stale` when the source did not answer within its promise; `problem` then says why.
 *
 * @public
 */
export interface Freshness {
  /** ISO 8601; absent when the source has never been read. */
  asOf?: string;
  stale: boolean;
  problem?: string;
}

/**
 * How old what a network's answers are made of is: `fleet` the repository, `hub` the hub's objects.
 *
 * @public
 */
export interface NetworkFreshness {
  fleet: Freshness;
  hub: Freshness;
}

/**
 * One page of a list.
 *
 * @public
 */
export interface Page<T> {
  items: T[];
  /** Of the whole filtered list. */
  totalItems: number;
  freshness: NetworkFreshness;
}

/**
 * Paging, filter and sort of a list.
 *
 * @public
 */
export interface ListQuery {
  /** From 0. */
  offset?: number;
  /** 1 to 500; 50 when absent. */
  limit?: number;
  /** Part of a name or tag, case-insensitive. */
  search?: string;
  /** Only with one of these states. */
  states?: string[];
  /** Only with all of these tags. */
  tags?: string[];
  /** A field of the item that the list names as sortable. */
  orderBy?: string;
  order?: 'asc' | 'desc';
}

/**
 * A network in numbers.
 *
 * @public
 */
export interface NetworkSummary {
  name: string;
  title?: string;
  description?: string;
  owner?: string;
  hubState: ClusterState;
  edgeCount: number;
  reachableEdgeCount: number;
  clusterCount: number;
  applicationCount: number;
  /** Applications with at least one placement that a person should look at, see {@link needsAttention}. */
  attentionCount: number;
  ruleCount: number;
  /** Web page of the fleet repository. */
  fleetUrl?: string;
  /** Commit of main that this answer speaks of. */
  fleetCommit?: string;
  /** Files of the fleet repository that could not be read. */
  problems: FleetProblem[];
  /** Present when what is rendered is not what the declarations say. */
  rendering?: RenderingView;
  freshness: NetworkFreshness;
}

/**
 * How far `rendered/`, which Argo CD deploys, is from what the declarations say, and what is done about it.
 *
 * @public
 */
export interface RenderingView {
  /** Files that are missing, left over or otherwise not as they should be. */
  changedCount: number;
  /** The pull request that mends it. */
  pullRequest?: { number: number; url: string };
  /** Why there is no pull request. */
  problem?: string;
}

/**
 * A cluster of a network: what is declared, what was seen, and what that means.
 *
 * @public
 */
export interface ClusterView {
  name: string;
  description?: string;
  role: ClusterRole;
  /** False: seen in the hub, not in the fleet repository. */
  declared: boolean;
  context?: string;
  /** Declared tags. */
  tags: string[];
  /** `context:prod`, `role:edge`… */
  derivedTags: string[];
  provider?: string;
  distribution?: string;
  region?: string;
  state: ClusterState;
  /** ISO 8601: since when it is in this state. */
  since?: string;
  /** ISO 8601: when the probe was last answered. */
  lastSeen?: string;
  /** In words: why it is in this state and what to do. */
  diagnosis: string;
  outcome?: ProbeOutcome;
  /** Round trip of the last ping through the VAN, milliseconds. */
  latencyMs?: number;
  /** `gitVersion` of the API server. */
  kubernetesVersion?: string;
  nodeCount?: number;
  readyNodeCount?: number;
  /** `server` of the Argo CD cluster Secret. */
  server?: string;
  skupper?: SkupperView;
  applicationCount: number;
  attentionCount: number;
  /** Web page of the declaring file. */
  sourceUrl?: string;
}

/**
 * What Skupper says of a cluster, verbatim.
 *
 * @public
 */
export interface SkupperView {
  siteId?: string;
  siteName?: string;
  siteVersion?: string;
  routerMode?: string;
  /** Of the hub's Listener for the cluster's API server. */
  listener?: string;
  routingKey?: string;
  listenerStatus?: string;
  listenerMessage?: string;
}

/**
 * One application on one cluster.
 *
 * @public
 */
export interface PlacementView {
  application: string;
  cluster: string;
  /** False: an Argo CD Application that no rule asks for any more. */
  declared: boolean;
  state: PlacementState;
  /** ISO 8601: since when it is in this state. */
  since?: string;
  /** What was last seen while the cluster was reachable. */
  lastSeen?: { health: string; at: string };
  why: RuleMatch[];
  argo?: ArgoApplicationView;
}

/**
 * What Argo CD says, verbatim.
 *
 * @public
 */
export interface ArgoApplicationView {
  name: string;
  namespace: string;
  sync: string;
  health: string;
  healthMessage?: string;
  revision?: string;
  operationPhase?: string;
  operationMessage?: string;
  /** ISO 8601. */
  operationFinishedAt?: string;
  conditions: { type: string; message: string }[];
  images: string[];
}

/**
 * Where an application comes from, without how it is rendered.
 *
 * @public
 */
export type SourceView = Pick<
  ApplicationSource,
  'name' | 'repoURL' | 'path' | 'chart' | 'targetRevision'
>;

/**
 * An application with its placements.
 *
 * @public
 */
export interface ApplicationView {
  name: string;
  description?: string;
  /** False: an Argo CD Application that Vanstage did not declare. */
  declared: boolean;
  owner?: string;
  tags: string[];
  /** Empty where Argo CD's Application of an undeclared application was not read. */
  sources: SourceView[];
  namespace?: string;
  /** The worst state of its placements; absent when it has none. */
  state?: PlacementState;
  placements: PlacementView[];
  rules: string[];
  sourceUrl?: string;
}

/**
 * A distribution rule, with everything that its two sides match.
 *
 * @public
 */
export interface RuleView {
  name: string;
  description?: string;
  applications: Selector;
  clusters: Selector;
  matchedApplications: string[];
  matchedClusters: string[];
  placementCount: number;
  sourceUrl?: string;
}

/**
 * A cluster in the topology.
 *
 * @public
 */
export interface TopologyNode {
  cluster: string;
  role: ClusterRole;
  declared: boolean;
  state: ClusterState;
  since?: string;
  tags: string[];
  provider?: string;
  region?: string;
  context?: string;
  latencyMs?: number;
  applicationCount: number;
  attentionCount: number;
}

/**
 * A Skupper link, from the site that dials to the site that accepts.
 *
 * @public
 */
export interface TopologyLink {
  from: string;
  to: string;
  /** `lost`: it was there and Skupper no longer lists it. */
  status: 'up' | 'down' | 'lost';
  cost?: number;
  /** ISO 8601. */
  since?: string;
}

/**
 * The clusters of a network and the links between them.
 *
 * @public
 */
export interface Topology {
  nodes: TopologyNode[];
  links: TopologyLink[];
  freshness: NetworkFreshness;
}

/**
 * A change to be planned.
 *
 * @public
 */
export interface PlanRequest {
  change: FleetChange;
}

/**
 * What a change would do.
 *
 * @public
 */
export interface PlanResponse {
  plan: Plan;
  /** Commit that the plan starts from. */
  base: string;
  /** Clusters of the plan with their state now, so that a form can warn of unreachable targets. */
  clusters: {
    name: string;
    role: ClusterRole;
    tags: string[];
    state: ClusterState;
  }[];
}

/**
 * Known tags of a network, with how many carry each.
 *
 * @public
 */
export interface TagsResponse {
  applications: { tag: string; count: number }[];
  clusters: { tag: string; count: number }[];
}

/**
 * The message on the signal channel `van`: a page that has seen another version, or none, fetches again. Sent when
 * something of the network changed, and again every 20 seconds for pages whose connection was down at that moment.
 *
 * @public
 */
export interface VanSignal {
  network: string;
  version: number;
}
