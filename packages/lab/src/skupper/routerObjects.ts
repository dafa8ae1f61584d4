import type { KubeObject } from '../controller';
import type { Site } from './siteStatus';

const routerImage = 'quay.io/skupper/skupper-router:3.5.1';
const adaptorImage = 'quay.io/skupper/kube-adaptor:2.2.1';
const account = 'skupper-router';

/** The images that a site's router pod runs. */
export const routerImages = [routerImage, adaptorImage];

/** The reference with which what a site consists of is owned by it. */
export function ownedBy(site: Site) {
  return {
    apiVersion: 'skupper.io/v2alpha1',
    kind: 'Site',
    name: site.metadata.name,
    uid: site.metadata.uid ?? '',
  };
}

/** The account of a site's routers, and what their adaptor may do. */
export function routerAccount(site: Site): KubeObject[] {
  const metadata = {
    name: account,
    namespace: site.metadata.namespace,
    ownerReferences: [ownedBy(site)],
  };
  const rbac = 'rbac.authorization.k8s.io';
  const read = ['get', 'list', 'watch'];
  const write = [...read, 'create', 'update', 'delete'];
  const rule = (group: string, resource: string, verbs: string[]) => ({
    apiGroups: [group],
    resources: [resource],
    verbs,
  });
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'Role',
      metadata,
      rules: [
        rule('', 'secrets', read),
        rule('', 'pods', read),
        rule('', 'configmaps', write),
        rule('apps', 'deployments', ['get']),
        rule('', 'services', read),
        rule('coordination.k8s.io', 'leases', write),
      ],
    },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: rbac, kind: 'Role', name: account },
      subjects: [{ kind: 'ServiceAccount', name: account }],
    },
  ];
}

/** The Deployment of a group of a site's routers, with the adaptor beside each. */
export function routerDeployment(site: Site, group: string): KubeObject {
  const labels = {
    'app.kubernetes.io/name': 'skupper-router',
    'app.kubernetes.io/part-of': 'skupper',
    'skupper.io/component': 'router',
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: group,
      namespace: site.metadata.namespace,
      labels,
      ownerReferences: [ownedBy(site)],
    },
    spec: {
      replicas: 1,
      selector: {
        matchLabels: {
          'skupper.io/component': 'router',
          'skupper.io/group': group,
        },
      },
      template: {
        metadata: {
          labels: {
            ...labels,
            application: 'skupper-router',
            'skupper.io/group': group,
            'skupper.io/type': 'site',
          },
        },
        spec: {
          serviceAccountName: account,
          containers: [
            {
              name: 'router',
              image: routerImage,
              ports: [
                { name: 'amqps', containerPort: 5671, protocol: 'TCP' },
                { name: 'http', containerPort: 9090, protocol: 'TCP' },
              ],
            },
            { name: 'kube-adaptor', image: adaptorImage },
          ],
        },
      },
    },
  };
}

/** The Service through which a site's own parts reach the router. */
export function localService(site: Site): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'skupper-router-local',
      namespace: site.metadata.namespace,
      ownerReferences: [ownedBy(site)],
    },
    spec: {
      ports: [{ name: 'amqps', port: 5671, protocol: 'TCP', targetPort: 5671 }],
      selector: {
        'app.kubernetes.io/name': 'skupper-router',
        'app.kubernetes.io/part-of': 'skupper',
        application: 'skupper-router',
        'skupper.io/component': 'router',
      },
    },
  };
}

/** A Listener's port of a Service that the routers serve. */
export interface ListenerPort {
  /** Name of the Listener. */
  name: string;
  port: number;
  podPort: number;
}

/** The Service under whose name Listeners of one host can be reached. */
export function listenerService(
  site: Site,
  options: { host: string; ports: readonly ListenerPort[] },
): KubeObject {
  const { host, ports } = options;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: host,
      namespace: site.metadata.namespace,
      annotations: { 'internal.skupper.io/controlled': 'true' },
      labels: { 'internal.skupper.io/listener': ports[0].name },
      ownerReferences: [ownedBy(site)],
    },
    spec: {
      ports: ports.map(({ name, port, podPort }) => ({
        name,
        port,
        protocol: 'TCP',
        targetPort: podPort,
      })),
      selector: {
        application: 'skupper-router',
        'skupper.io/component': 'router',
      },
    },
  };
}

/** The ConfigMap into which the adaptor writes; it is made without data. */
export function networkStatusConfigMap(deployment: KubeObject): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'skupper-network-status',
      namespace: deployment.metadata.namespace,
      ownerReferences: [
        {
          apiVersion: deployment.apiVersion,
          kind: deployment.kind,
          name: deployment.metadata.name,
          uid: deployment.metadata.uid ?? '',
        },
      ],
    },
  };
}
