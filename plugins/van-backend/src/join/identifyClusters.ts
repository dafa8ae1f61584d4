import {
  type Cluster,
  kubeApiName,
} from '@vanstage/backstage-plugin-van-common';
import { compareText } from '../store/contentHash';
import type {
  ClusterSecretRow,
  ListenerRow,
  NetworkStatusRow,
  SiteRow,
  SkupperSiteRow,
} from '../store/rows';
import { IN_CLUSTER } from '../store/VanStore';
import { parseServer } from './parseServer';

/**
 * All that says which cluster is which.
 *
 * @internal
 */
export interface IdentityInput {
  /** As the fleet repository declares them; empty while it has not been read. */
  declared: Cluster[];
  /** Namespace of the hub's Skupper site. */
  skupperNamespace: string;
  secrets: ClusterSecretRow[];
  listeners: ListenerRow[];
  sites: SiteRow[];
  networkStatus?: NetworkStatusRow;
}

/**
 * A cluster under one name, with everything that was found to be its.
 *
 * @internal
 */
export interface ClusterIdentity {
  name: string;
  role: 'hub' | 'edge';
  /** Absent: seen in the hub, not in the fleet repository. */
  declared?: Cluster;
  /** `server` of its cluster Secret. */
  server?: string;
  /**
   * The hub has a Secret with which the portal can read it, at the address that Argo CD deploys to: another one would tell
   * of another cluster. Always so for the hub itself.
   */
  hasCredential: boolean;
  /** The hub's Listener that leads to its API server. */
  listener?: ListenerRow;
  /** Its Skupper site; absent while it cannot be told, also when connectors of several sites share the routing key. */
  siteId?: string;
  site?: SkupperSiteRow;
}

/**
 * Joins what the fleet repository, Argo CD and Skupper say of the network's clusters, sorted by name: a cluster Secret's
 * `server` names a Service of the hub, that Service belongs to a Listener, its routing key leads to the one site with a
 * connector for it. Names of sites are never compared: a site gives itself any name.
 *
 * @internal
 */
export function identifyClusters(input: IdentityInput): ClusterIdentity[] {
  const { declared, secrets } = input;
  const hubName =
    declared.find(cluster => cluster.role === 'hub')?.name ?? IN_CLUSTER;
  const names = new Set<string>([hubName]);
  for (const cluster of declared) {
    names.add(cluster.name);
  }
  for (const secret of secrets) {
    names.add(nameOfSecret(secret, hubName));
  }
  return [...names]
    .sort(compareText)
    .map(name =>
      name === hubName
        ? identifyHub(input, hubName)
        : identifyEdge(input, { name, hubName }),
    );
}

function nameOfSecret(secret: ClusterSecretRow, hubName: string): string {
  return parseServer(secret.server).kind === 'inCluster'
    ? hubName
    : secret.cluster;
}

function identifyHub(input: IdentityInput, name: string): ClusterIdentity {
  const { declared, sites, skupperNamespace, networkStatus } = input;
  const siteId = sites.find(
    site => site.namespace === skupperNamespace,
  )?.siteId;
  return {
    name,
    role: 'hub',
    declared: declared.find(cluster => cluster.name === name),
    server: 'https://kubernetes.default.svc',
    hasCredential: true,
    siteId,
    site: networkStatus?.sites.find(site => site.siteId === siteId),
  };
}

function identifyEdge(
  input: IdentityInput,
  options: { name: string; hubName: string },
): ClusterIdentity {
  const { name, hubName } = options;
  const { declared, skupperNamespace, networkStatus } = input;
  const secrets = input.secrets
    .filter(secret => nameOfSecret(secret, hubName) === name)
    .sort((a, b) => compareText(a.key, b.key));
  const server = (
    secrets.find(secret => secret.usedBy !== 'portal') ?? secrets.at(0)
  )?.server;
  const listener = findListener(
    input.listeners,
    // Before the cluster Secret is there, the Listener that Vanstage renders for the cluster leads to it.
    server ?? `https://${kubeApiName(name)}.${skupperNamespace}.svc`,
  );
  const providers =
    networkStatus?.sites.filter(
      site => listener && site.connectors.includes(listener.routingKey),
    ) ?? [];
  const site = providers.length === 1 ? providers[0] : undefined;
  return {
    name,
    role: 'edge',
    declared: declared.find(cluster => cluster.name === name),
    server,
    hasCredential: secrets.some(
      secret =>
        secret.usedBy !== 'argocd' && isSameServer(secret.server, server),
    ),
    listener,
    siteId: site?.siteId,
    site,
  };
}

function isSameServer(a: string, b: string | undefined): boolean {
  return (
    a === b ||
    (b !== undefined &&
      parseServer(a).kind !== 'other' &&
      JSON.stringify(parseServer(a)) === JSON.stringify(parseServer(b)))
  );
}

function findListener(
  listeners: ListenerRow[],
  server: string,
): ListenerRow | undefined {
  const target = parseServer(server);
  if (target.kind !== 'service') {
    return undefined;
  }
  return listeners
    .filter(
      listener =>
        listener.host === target.name &&
        listener.namespace === target.namespace &&
        listener.port === target.port,
    )
    .sort((a, b) => compareText(a.key, b.key))
    .at(0);
}
