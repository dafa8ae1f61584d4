/**
 * Where in a fleet repository something stands.
 *
 * @public
 */
export interface SourceLocation {
  /** Path in the repository, with forward slashes. */
  path: string;
  /** Line, from 1. */
  line?: number;
  /** Column, from 1. */
  column?: number;
}

/**
 * What is wrong with a file of a fleet repository, and how to mend it.
 *
 * @public
 */
export interface FleetProblem {
  location: SourceLocation;
  /** What is wrong, in one sentence. */
  message: string;
  /** What to write instead. */
  hint?: string;
}

/**
 * Which tagged things are meant. A thing matches when it has at least one tag of `anyOf` (where given), every tag of
 * `allOf`, no tag of `noneOf`, and a name of `names` (where given). A selector in which all four are empty matches
 * nothing.
 *
 * @public
 */
export interface Selector {
  anyOf: string[];
  allOf: string[];
  noneOf: string[];
  names: string[];
}

/**
 * The hub is the cluster that Argo CD runs in; edges dial out to it.
 *
 * @public
 */
export type ClusterRole = 'hub' | 'edge';

/**
 * One Virtual Application Network: a hub and its edges.
 *
 * @public
 */
export interface Network {
  name: string;
  title?: string;
  description?: string;
  /** Entity reference of the owner. */
  owner?: string;
  /** Contexts in promotion order. */
  contexts: string[];
  /** Namespace of the hub's Skupper site. */
  skupperNamespace: string;
  /** Namespace of the hub's Argo CD. */
  argocdNamespace: string;
  location: SourceLocation;
}

/**
 * A Kubernetes cluster of a network.
 *
 * @public
 */
export interface Cluster {
  name: string;
  description?: string;
  role: ClusterRole;
  context?: string;
  /** Tags as declared, sorted. {@link clusterTags} adds the derived ones. */
  tags: string[];
  provider?: string;
  distribution?: string;
  region?: string;
  location: SourceLocation;
}

/**
 * Where Argo CD takes an application's manifests from.
 *
 * @public
 */
export interface ApplicationSource {
  repoURL: string;
  path: string;
  targetRevision: string;
}

/**
 * Something that Argo CD deploys.
 *
 * @public
 */
export interface Application {
  name: string;
  description?: string;
  tags: string[];
  /** Entity reference of the owner. */
  owner?: string;
  source: ApplicationSource;
  /** Namespace on the clusters. */
  namespace: string;
  location: SourceLocation;
}

/**
 * "Applications with these tags go to clusters with those tags."
 *
 * @public
 */
export interface DistributionRule {
  name: string;
  description?: string;
  applications: Selector;
  clusters: Selector;
  location: SourceLocation;
}

/**
 * All that a fleet repository declares for one network. Lists are sorted by name; names are unique within a list.
 *
 * @public
 */
export interface Fleet {
  network: Network;
  clusters: Cluster[];
  applications: Application[];
  rules: DistributionRule[];
}

/**
 * A repository's files by path, as text. Rendered files are among them.
 *
 * @public
 */
export type FleetFiles = ReadonlyMap<string, string>;
