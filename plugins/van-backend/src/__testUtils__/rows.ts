import type {
  ApplicationRow,
  ClusterSecretRow,
  ListenerRow,
  NetworkStatusRow,
  SiteRow,
  SkupperSiteRow,
} from '../store';

export const HUB_SITE_ID = 'a31d0954-16a3-41c5-87f8-1623329950f9';

/** The two Secrets of an edge: Argo CD's and the portal's. */
export function secretRows(cluster: string): ClusterSecretRow[] {
  const server = `https://${cluster}-kube-api.van.svc:443`;
  return [
    {
      kind: 'clusterSecret',
      key: `argocd/cluster-${cluster}`,
      usedBy: 'argocd',
      cluster,
      server,
      labels: {},
    },
    {
      kind: 'clusterSecret',
      key: `vanstage/cluster-${cluster}`,
      usedBy: 'portal',
      cluster,
      server,
      labels: {},
    },
  ];
}

export function listenerRow(cluster: string, matched = true): ListenerRow {
  return {
    kind: 'listener',
    key: `van/${cluster}-kube-api`,
    namespace: 'van',
    name: `${cluster}-kube-api`,
    host: `${cluster}-kube-api`,
    port: 443,
    routingKey: `${cluster}-kube-api`,
    status: matched ? 'Ready' : 'Pending',
    message: matched ? 'OK' : 'No matching connectors',
    matched,
  };
}

export function hubSiteRow(): SiteRow {
  return {
    kind: 'site',
    key: 'van/hub',
    namespace: 'van',
    name: 'hub',
    siteId: HUB_SITE_ID,
    status: 'Ready',
    message: 'OK',
  };
}

/** What Skupper says while the hub and these edges are there. */
export function networkStatusRow(edges: string[]): NetworkStatusRow {
  return {
    kind: 'networkStatus',
    key: 'van/skupper-network-status',
    sites: [
      {
        siteId: HUB_SITE_ID,
        name: 'hub',
        namespace: 'van',
        platform: 'kubernetes',
        version: '2.2.1',
        routerMode: 'interior',
        links: [],
        routerAccess: ['xms4z:1', 'xms4z:2'],
        connectors: [],
      },
      ...edges.map(edgeSite),
    ],
    addresses: edges.map(edge => ({
      routingKey: `${edge}-kube-api`,
      listenerCount: 1,
      connectorCount: 1,
    })),
  };
}

export function edgeSite(edge: string): SkupperSiteRow {
  return {
    siteId: `site-of-${edge}`,
    name: edge,
    namespace: 'van',
    platform: 'kubernetes',
    version: '2.2.1',
    routerMode: 'interior',
    links: [
      {
        name: 'hub',
        cost: 1,
        status: 'up',
        role: 'inter-router',
        peer: 'xms4z:1',
      },
    ],
    routerAccess: [],
    connectors: [`${edge}-kube-api`],
  };
}

/** The Application that Vanstage renders for an application on a cluster, synced and healthy. */
export function managedRow(
  application: string,
  cluster: string,
  changes: Partial<ApplicationRow> = {},
): ApplicationRow {
  return {
    ...unmanagedRow(`${application}-${cluster}`),
    labels: {
      'vanstage.io/network': 'acme',
      'vanstage.io/application': application,
      'vanstage.io/cluster': cluster,
      'app.kubernetes.io/managed-by': 'vanstage',
    },
    destination: {
      name: cluster === 'hub' ? 'in-cluster' : cluster,
      namespace: application,
    },
    ...changes,
  };
}

/** An Application that somebody made by hand. */
export function unmanagedRow(
  name: string,
  changes: Partial<ApplicationRow> = {},
): ApplicationRow {
  const namespace = changes.namespace ?? 'argocd';
  return {
    kind: 'application',
    key: `${namespace}/${name}`,
    namespace,
    name,
    labels: {},
    destination: { name: 'paris', namespace: 'default' },
    source: {
      repoURL: 'https://git.example.com/acme/apps',
      path: name,
      targetRevision: 'main',
    },
    deleting: false,
    sync: 'Synced',
    health: 'Healthy',
    revision: 'f3e73de8b26561da96515b70833a81fee63eac17',
    operationPhase: 'Succeeded',
    operationFinishedAt: '2026-11-22T22:09:30.000Z',
    delivered: true,
    conditions: [],
    images: ['nginx:1.27'],
    ...changes,
  };
}
