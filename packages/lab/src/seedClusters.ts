import { kubeTime } from './controller';
import type { LabCluster } from './LabCluster';
import { skupperControllerNamespace } from './skupper';
import {
  argoClusterSecret,
  defaultProject,
  kubeApiConnector,
  namespaceObject,
  nodeObjects,
  portalClusterSecret,
  readCrds,
  siteObject,
  type StoryCluster,
} from './story';
import type { Relay } from './van';

/** An edge of the lab. */
export interface LabEdge {
  name: string;
  cluster: LabCluster;
  relay: Relay;
  story: StoryCluster;
  routingKey: string;
}

interface SeedNames {
  hub: string;
  skupperNamespace: string;
  argocdNamespace: string;
  portalNamespace: string;
}

/** Puts into the hub what a person would have put there: CRDs, namespaces, the Site, and Secrets for each edge. */
export async function seedHub(
  hub: LabCluster,
  options: {
    story: StoryCluster;
    edges: readonly LabEdge[];
    names: SeedNames;
  },
): Promise<void> {
  const { story, edges, names } = options;
  const crds = await Promise.all([readCrds('argo'), readCrds('skupper')]);
  await hub.seed([
    ...crds.flat(),
    ...nodeObjects(story, kubeTime(new Date())),
    namespaceObject(names.skupperNamespace),
    namespaceObject(skupperControllerNamespace),
    namespaceObject(names.argocdNamespace),
    namespaceObject(names.portalNamespace),
    defaultProject(names.argocdNamespace),
    siteObject({
      name: names.hub,
      namespace: names.skupperNamespace,
      linkAccess: 'loadbalancer',
    }),
    ...edges.flatMap(edge => {
      const access = {
        cluster: edge.name,
        server: `https://${edge.routingKey}.${names.skupperNamespace}.svc:443`,
        caPem: edge.cluster.server.caPem,
      };
      return [
        argoClusterSecret(names.argocdNamespace, {
          ...access,
          token: edge.cluster.token('argocd'),
        }),
        portalClusterSecret(names.portalNamespace, {
          ...access,
          token: edge.cluster.token('portal'),
        }),
      ];
    }),
  ]);
}

/** Puts into an edge its Nodes, its Site and the Connector to its own API server. */
export async function seedEdge(
  edge: LabEdge,
  options: { names: SeedNames },
): Promise<void> {
  const namespace = options.names.skupperNamespace;
  const now = kubeTime(new Date());
  const crds = await readCrds('skupper');
  await edge.cluster.seed([
    ...crds,
    ...nodeObjects(edge.story, now),
    namespaceObject(namespace),
    siteObject({
      name: edge.name,
      namespace,
      edge: edge.story.mode === 'edge',
    }),
    kubeApiConnector({ namespace, routingKey: edge.routingKey }),
  ]);
}
