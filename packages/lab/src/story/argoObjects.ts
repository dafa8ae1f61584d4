import type { KubeObject } from '../controller';

/** How an edge is reached through the hub, and with which token. */
export interface EdgeAccess {
  cluster: string;
  server: string;
  token: string;
  caPem: string;
}

/** The Secret by which Argo CD knows a cluster. */
export function argoClusterSecret(
  namespace: string,
  access: EdgeAccess,
): KubeObject {
  return clusterSecret({
    namespace,
    name: `cluster-${access.cluster}`,
    label: ['argocd.argoproj.io/secret-type', 'cluster'],
    access,
  });
}

/** The Secret by which the portal reads a cluster: the same, with a token that may only read. */
export function portalClusterSecret(
  namespace: string,
  access: EdgeAccess,
): KubeObject {
  return clusterSecret({
    namespace,
    name: access.cluster,
    label: ['vanstage.io/secret-type', 'cluster'],
    access,
  });
}

/** Argo CD's project that allows everything. */
export function defaultProject(namespace: string): KubeObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'default', namespace },
    spec: {
      clusterResourceWhitelist: [{ group: '*', kind: '*' }],
      destinations: [{ name: '*', namespace: '*', server: '*' }],
      sourceRepos: ['*'],
    },
  };
}

/** The Application through which the hub follows what Vanstage renders. */
export function rootApplication(options: {
  namespace: string;
  network: string;
  repoURL: string;
}): KubeObject {
  const { namespace, network, repoURL } = options;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: 'vanstage-root',
      namespace,
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
      labels: { 'app.kubernetes.io/managed-by': 'vanstage' },
    },
    spec: {
      project: 'default',
      source: {
        repoURL,
        path: `networks/${network}/rendered`,
        targetRevision: 'main',
        directory: { recurse: true },
      },
      destination: { name: 'in-cluster', namespace },
      syncPolicy: { automated: { prune: true, selfHeal: true } },
    },
  };
}

function clusterSecret(options: {
  namespace: string;
  name: string;
  label: [string, string];
  access: EdgeAccess;
}): KubeObject {
  const { namespace, name, access } = options;
  const [label, value] = options.label;
  const config = {
    bearerToken: access.token,
    tlsClientConfig: {
      insecure: false,
      serverName: 'kubernetes.default.svc',
      caData: encode(access.caPem),
    },
  };
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace, labels: { [label]: value } },
    type: 'Opaque',
    data: {
      name: encode(access.cluster),
      server: encode(access.server),
      config: encode(JSON.stringify(config)),
    },
  };
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64');
}
