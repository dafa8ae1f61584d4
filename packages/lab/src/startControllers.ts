import { ApplicationController, ApplicationSetController } from './argo';

import type { LabCluster } from './LabCluster';
import type { LabEdge } from './seedClusters';
import {
  KubeAdaptor,
  SkupperController,
  type AdaptorDelays,
  type EdgeSite,
} from './skupper';
import { rootApplication } from './story';
import { HubServices, Router, type RouterPodPorts } from './van';
import { hashOf, safeEncode, type ImageRegistry } from './workload';

/** Options of {@link startControllers}. */
export interface StartControllersOptions {
  hub: LabCluster;
  edges: readonly LabEdge[];
  images: ImageRegistry;
  podPorts: RouterPodPorts;
  /** Folder for Argo CD's clones. */
  directory: string;
  /** Where Argo CD clones the fleet repository from. */
  fleetUrl: string;
  names: {
    network: string;
    skupperNamespace: string;
    argocdNamespace: string;
  };
  stops: Array<() => Promise<void>>;
  resyncSeconds?: number;
  startMilliseconds?: number;
  delays?: Partial<AdaptorDelays>;
  onError?: (what: string, error: unknown) => void;
}

/** Starts the controllers of all clusters, and with the root Application everything that follows from the fleet. */
export async function startControllers(
  options: StartControllersOptions,
): Promise<void> {
  const { hub, edges, names, stops, onError } = options;
  const namespace = names.skupperNamespace;
  await Promise.all(
    [hub, ...edges.map(({ cluster }) => cluster)].map(cluster =>
      cluster.runWorkloads(options),
    ),
  );
  const skupperClient = await hub.client('skupper');
  const relays = new Map(edges.map(edge => [edge.routingKey, edge.relay]));
  const [skupper, router] = await Promise.all([
    SkupperController.start({ client: skupperClient, namespace, onError }),
    Router.start({ client: skupperClient, namespace, relays }),
  ]);
  stops.push(
    () => skupper.stop(),
    () => router.stop(),
  );
  options.podPorts.serve(router, namespace);
  const adaptor = await KubeAdaptor.start({
    client: skupperClient,
    namespace,
    delays: options.delays,
    edges: await Promise.all(edges.map(edge => edgeSite(edge, namespace))),
    onError,
  });
  stops.push(() => adaptor.stop());
  const services = await HubServices.start({ router });
  stops.push(() => services.stop());
  await startArgo(options, { proxyUrl: services.proxyUrl });
}

async function startArgo(
  options: StartControllersOptions,
  { proxyUrl }: { proxyUrl: string },
): Promise<void> {
  const { hub, names, stops, directory, resyncSeconds, onError } = options;
  const client = await hub.client('argocd');
  const namespace = names.argocdNamespace;
  const sets = await ApplicationSetController.start({
    client,
    namespace,
    onError,
  });
  stops.push(() => sets.stop());
  const applications = await ApplicationController.start({
    client,
    namespace,
    directory,
    proxyUrl,
    resyncSeconds,
    onError,
  });
  stops.push(() => applications.stop());
  await hub.seed([
    rootApplication({
      namespace,
      network: names.network,
      repoURL: options.fleetUrl,
    }),
  ]);
}

async function edgeSite(edge: LabEdge, namespace: string): Promise<EdgeSite> {
  const client = await edge.cluster.client('skupper');
  const site = await client.get(
    { apiVersion: 'skupper.io/v2alpha1', kind: 'Site' },
    { namespace, name: edge.name },
  );
  const id = site.metadata.uid ?? '';
  const letters = safeEncode(String(hashOf(id))).padEnd(10, 'b');
  return {
    id,
    name: edge.name,
    namespace,
    mode: edge.story.mode,
    routerPod: `skupper-router-${letters.slice(0, 9)}-${letters.slice(-5)}`,
    connector: {
      routingKey: edge.routingKey,
      host: 'kubernetes.default.svc',
      port: 443,
    },
    relay: edge.relay,
  };
}
