import type { ProbeOutcome } from '@vanstage/backstage-plugin-van-common';

/**
 * A Secret that names a cluster and its address. Its credentials are not part of the row: they never leave memory.
 *
 * @internal
 */
export interface ClusterSecretRow {
  kind: 'clusterSecret';
  /** `<namespace>/<name>` of the Secret. */
  key: string;
  /**
   * Who uses the credentials: Argo CD to deploy, the portal to read, or both where the configuration lets the portal use
   * Argo CD's. A cluster without a row that the portal uses counts as one that cannot be probed.
   */
  usedBy: 'argocd' | 'portal' | 'both';
  /** `data.name`: the cluster's name. */
  cluster: string;
  /** `data.server`, for example `https://paris-kube-api.van.svc:443`. */
  server: string;
  labels: Record<string, string>;
}

/**
 * An Argo CD Application, as Argo CD describes it.
 *
 * @internal
 */
export interface ApplicationRow {
  kind: 'application';
  /** `<namespace>/<name>` of the Application. */
  key: string;
  namespace: string;
  name: string;
  /** Labels below `vanstage.io/` and `app.kubernetes.io/managed-by` only. */
  labels: Record<string, string>;
  destination: { name?: string; server?: string; namespace?: string };
  /** `spec.source`; absent for an Application with several sources. */
  source?: { repoURL: string; path?: string; targetRevision?: string };
  /** It has a `metadata.deletionTimestamp`. */
  deleting: boolean;
  /** `status.sync.status`; empty when Argo CD has not written one. */
  sync: string;
  /** `status.health.status`; empty when Argo CD has not written one. */
  health: string;
  healthMessage?: string;
  revision?: string;
  operationPhase?: string;
  operationMessage?: string;
  /** ISO 8601. */
  operationFinishedAt?: string;
  /** `operationState.operation.sync.autoHealAttemptsCount`: the running or last operation is a self-heal. */
  healAttempts?: number;
  /** `operationState.retryCount`: how often the running or last operation was tried again; absent when never. */
  retryCount?: number;
  /** `status.history` is not empty. */
  delivered: boolean;
  conditions: { type: string; message: string }[];
  /** `status.summary.images`, sorted. */
  images: string[];
}

/**
 * A Skupper Site of the hub.
 *
 * @internal
 */
export interface SiteRow {
  kind: 'site';
  /** `<namespace>/<name>` of the Site. */
  key: string;
  namespace: string;
  name: string;
  /** `metadata.uid`: the id of the site everywhere in Skupper's network status. */
  siteId: string;
  status?: string;
  message?: string;
  sitesInNetwork?: number;
}

/**
 * A Skupper Listener of the hub.
 *
 * @internal
 */
export interface ListenerRow {
  kind: 'listener';
  /** `<namespace>/<name>` of the Listener. */
  key: string;
  namespace: string;
  name: string;
  host: string;
  port: number;
  routingKey: string;
  status?: string;
  message?: string;
  /** `status.hasMatchingConnector`. */
  matched: boolean;
  /** When it lost its match, ISO 8601, by its condition `Matched`: then the cluster behind it had joined once. */
  lostAt?: string;
}

/**
 * A link in Skupper's network status, on the router that dials.
 *
 * @internal
 */
export interface SkupperLinkRow {
  name?: string;
  status?: string;
  role?: string;
  cost?: number;
  /** Identity of the router access that accepts the link. */
  peer?: string;
}

/**
 * A site in Skupper's network status; its routers are merged.
 *
 * @internal
 */
export interface SkupperSiteRow {
  siteId: string;
  name?: string;
  namespace?: string;
  platform?: string;
  version?: string;
  /** `interior` or `edge`; absent while no router of the site is listed. */
  routerMode?: string;
  links: SkupperLinkRow[];
  /** Identities of the site's router accesses, sorted. */
  routerAccess: string[];
  /** Routing keys of the site's connectors, sorted, each once. */
  connectors: string[];
}

/**
 * The hub's `skupper-network-status` ConfigMap: what Skupper says of every site. Arrays are sorted, because Skupper
 * writes them in any order.
 *
 * @internal
 */
export interface NetworkStatusRow {
  kind: 'networkStatus';
  /** `<namespace>/<name>` of the ConfigMap. */
  key: string;
  sites: SkupperSiteRow[];
  addresses: {
    routingKey: string;
    listenerCount: number;
    connectorCount: number;
  }[];
}

/**
 * What of a hub's objects is kept.
 *
 * @internal
 */
export type HubRow =
  | ClusterSecretRow
  | ApplicationRow
  | SiteRow
  | ListenerRow
  | NetworkStatusRow;

/** @internal */
export type HubKind = HubRow['kind'];

/**
 * The row of one kind.
 *
 * @internal
 */
export type HubRowOf<K extends HubKind> = Extract<HubRow, { kind: K }>;

/**
 * What the portal's own probe says of a cluster. It states facts only: the cluster's state and diagnosis are derived
 * from it and from Skupper's rows together whenever either changes.
 *
 * @internal
 */
export interface ReachabilityRow {
  /** When this outcome was seen. */
  at: Date;
  outcome: ProbeOutcome;
  /** What the failed connect said, in words. */
  detail?: string;
  /** When the API server last answered, if it has since this process started. */
  answeredAt?: Date;
  /** Round trip of the last ping, milliseconds. */
  latencyMs?: number;
  /** `gitVersion`; absent keeps what was known. */
  kubernetesVersion?: string;
  /** Absent keeps what was known. */
  nodeCount?: number;
  /** Absent keeps what was known. */
  readyNodeCount?: number;
}
