import type { LabCluster } from './LabCluster';
import type { LabServers } from './LabServers';
import type { LabEdge } from './seedClusters';
import {
  startSkupper,
  type AdaptorDelays,
  type SkupperFaults,
} from './skupper';
import { rootApplication } from './story';
import { HubServices, type RouterPodPorts } from './van';
import { LoadBalancers, type ImageRegistry } from './workload';

/** Options of {@link startControllers}. */
export interface StartControllersOptions {
  servers: LabServers;
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
): Promise<{ skupperFaults: SkupperFaults }> {
  const { hub, edges, names, stops, onError } = options;
  const namespace = names.skupperNamespace;
  if (!options.servers.haveControllers) {
    await Promise.all(
      [hub, ...edges.map(({ cluster }) => cluster)].map(cluster =>
        cluster.runWorkloads(options),
      ),
    );
  }
  const balancers = await LoadBalancers.start({
    client: await hub.client('controllers'),
    network: '127.0.0',
    onError,
  });
  stops.push(() => balancers.stop());
  const { router, faults } = await startSkupper({
    hub: await hub.client('skupper'),
    edges: await Promise.all(
      edges.map(async ({ name, cluster, relay }) => ({
        name,
        client: await cluster.client('skupper'),
        relay,
      })),
    ),
    namespace,
    delays: options.delays,
    stops,
    onError,
  });
  options.podPorts.serve(router, namespace);
  const services = await HubServices.start({ router });
  stops.push(() => services.stop());
  await startArgo(options, { proxyUrl: services.proxyUrl });
  return { skupperFaults: faults };
}

async function startArgo(
  options: StartControllersOptions,
  { proxyUrl }: { proxyUrl: string },
): Promise<void> {
  const { servers, hub, names, stops, directory, resyncSeconds, onError } =
    options;
  const namespace = names.argocdNamespace;
  await servers.startArgo({
    hub,
    namespace,
    directory,
    proxyUrl,
    resyncSeconds,
    stops,
    onError,
  });
  await hub.seed([
    rootApplication({
      namespace,
      network: names.network,
      repoURL: options.fleetUrl,
    }),
  ]);
}
