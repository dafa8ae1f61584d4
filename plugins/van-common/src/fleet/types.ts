import type { JsonObject } from '@backstage/types';

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
  policy: NetworkPolicy;
  /** Namespace of the hub's Skupper site. */
  skupperNamespace: string;
  /** Namespace of the hub's Argo CD. */
  argocdNamespace: string;
  location: SourceLocation;
}

/**
 * What a network asks of its changes.
 *
 * @public
 */
export interface NetworkPolicy {
  /** A change that removes more than this share of all placements is warned of. In percent. */
  massRemovalPercent: number;
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
  /** Values of its own, by name, which applications' sources refer to as `${name}`. */
  variables: Record<string, string>;
  location: SourceLocation;
}

/**
 * One place that Argo CD takes an application's manifests from: a folder of a Git repository with plain manifests,
 * Kustomize, Jsonnet or a Helm chart in it, or a chart of a Helm repository.
 *
 * Source: `spec.source` of `applications.argoproj.io/v1alpha1`. Texts may refer to a cluster's variables as `${name}`.
 *
 * @public
 */
export interface ApplicationSource {
  /** Name by which an override means this one of several sources. */
  name?: string;
  /** Address of a Git repository, or of a Helm repository where `chart` is given. */
  repoURL: string;
  /** Folder in the Git repository; absent for a chart of a Helm repository. */
  path?: string;
  /** Chart of a Helm repository. */
  chart?: string;
  /** Branch, tag or commit; a chart's version. */
  targetRevision: string;
  /** Makes the files of this source known to the other sources' `helm.valueFiles` as `$<ref>/…`. */
  ref?: string;
  helm?: HelmOptions;
  kustomize?: KustomizeOptions;
  directory?: DirectoryOptions;
}

/**
 * How a Helm chart is rendered.
 *
 * @public
 */
export interface HelmOptions {
  releaseName?: string;
  valueFiles?: string[];
  ignoreMissingValueFiles?: boolean;
  skipCrds?: boolean;
  /** They win over the files. */
  values?: JsonObject;
}

/**
 * How Kustomize builds a folder.
 *
 * @public
 */
export interface KustomizeOptions {
  namePrefix?: string;
  nameSuffix?: string;
  components?: string[];
  /** As `kustomize edit set image` takes them: `nginx=registry.example.com/nginx:1.27`. */
  images?: string[];
  patches?: KustomizePatch[];
}

/**
 * A strategic merge patch or a JSON patch, as text.
 *
 * @public
 */
export interface KustomizePatch {
  patch: string;
  /** Absent where the patch itself names what it changes. */
  target?: {
    group?: string;
    version?: string;
    kind?: string;
    name?: string;
    namespace?: string;
    labelSelector?: string;
    annotationSelector?: string;
  };
}

/**
 * How a folder of plain manifests, or of Jsonnet, is read.
 *
 * @public
 */
export interface DirectoryOptions {
  recurse?: boolean;
  include?: string;
  exclude?: string;
  jsonnet?: {
    extVars?: JsonnetVariable[];
    /** Top-level arguments. */
    tlas?: JsonnetVariable[];
    libs?: string[];
  };
}

/**
 * A value that Jsonnet is given.
 *
 * @public
 */
export interface JsonnetVariable {
  name: string;
  value: string;
  /** Whether the value is Jsonnet itself. */
  code?: boolean;
}

/**
 * What is different about a source on some clusters.
 *
 * @public
 */
export interface SourceOverride {
  /** Name of the source that is meant; the first when absent. */
  source?: string;
  targetRevision?: string;
  helm?: { values: JsonObject };
  kustomize?: { images?: string[]; patches?: KustomizePatch[] };
}

/**
 * Differences that Argo CD does not mind.
 *
 * Source: `spec.ignoreDifferences` of `applications.argoproj.io/v1alpha1`.
 *
 * @public
 */
export interface IgnoredDifference {
  group?: string;
  kind: string;
  name?: string;
  namespace?: string;
  jsonPointers?: string[];
  jqPathExpressions?: string[];
  managedFieldsManagers?: string[];
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
  /** At least one. */
  sources: ApplicationSource[];
  /** Namespace on the clusters. */
  namespace: string;
  /** Sync options of Argo CD besides those that Vanstage always sets, for example `ServerSideApply=true`. */
  syncOptions: string[];
  /** Applications of a lower wave are brought up first. */
  wave: number;
  ignoreDifferences: IgnoredDifference[];
  /** What is different on clusters that a selector means. */
  overrides: ApplicationOverride[];
  location: SourceLocation;
}

/**
 * What is different about an application on some clusters.
 *
 * @public
 */
export interface ApplicationOverride extends SourceOverride {
  clusters: Selector;
  /** Of two overrides that set the same thing the one with the higher priority counts. */
  priority: number;
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
  /** What is different about the applications where this rule puts them. */
  overrides: SourceOverride[];
  /** Of the rule's overrides, against those of other rules and of the application. */
  priority: number;
  location: SourceLocation;
}

/**
 * What a file of a fleet repository can declare.
 *
 * @public
 */
export type FleetKind =
  | 'Network'
  | 'Cluster'
  | 'Application'
  | 'DistributionRule';

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
