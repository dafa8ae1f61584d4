import type { KubeObject } from '../controller';
import type { Listener } from './listenerStatus';
import type { Site } from './siteStatus';

const routerImage = 'quay.io/skupper/skupper-router:3.5.1';
const adaptorImage = 'quay.io/skupper/kube-adaptor:2.2.1';

/** The images that a site's router pod runs. */
export const routerImages = [routerImage, adaptorImage];

const podLabels = {
  'app.kubernetes.io/name': 'skupper-router',
  'app.kubernetes.io/part-of': 'skupper',
  application: 'skupper-router',
  'skupper.io/component': 'router',
  'skupper.io/group': 'skupper-router',
  'skupper.io/type': 'site',
};

function ownedBy(site: Site) {
  return [
    {
      apiVersion: 'skupper.io/v2alpha1',
      kind: 'Site',
      name: site.metadata.name,
      uid: site.metadata.uid ?? '',
    },
  ];
}

/** The Deployment of a site's router, with the adaptor beside it. */
export function routerDeployment(site: Site): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'skupper-router',
      namespace: site.metadata.namespace,
      labels: {
        'app.kubernetes.io/name': 'skupper-router',
        'app.kubernetes.io/part-of': 'skupper',
        'skupper.io/component': 'router',
      },
      ownerReferences: ownedBy(site),
    },
    spec: {
      replicas: 1,
      selector: { matchLabels: { 'skupper.io/component': 'router' } },
      template: {
        metadata: { labels: podLabels },
        spec: {
          serviceAccountName: 'skupper-router',
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
      ownerReferences: ownedBy(site),
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

/** The Service under whose name a Listener can be reached. */
export function listenerService(
  site: Site,
  listener: Listener,
  podPort: number,
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: listener.spec.host,
      namespace: site.metadata.namespace,
      annotations: { 'internal.skupper.io/controlled': 'true' },
      labels: { 'internal.skupper.io/listener': listener.metadata.name },
      ownerReferences: ownedBy(site),
    },
    spec: {
      ports: [
        {
          name: listener.metadata.name,
          port: listener.spec.port,
          protocol: 'TCP',
          targetPort: podPort,
        },
      ],
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
