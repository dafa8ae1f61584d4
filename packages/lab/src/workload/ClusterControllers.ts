import { ObjectCache, type ClusterClient } from '../controller';
import { DeploymentController } from './DeploymentController';
import type { ImageRegistry } from './ImageRegistry';
import { Kubelet } from './Kubelet';
import {
  ReplicaSetController,
  type WorkloadCaches,
} from './ReplicaSetController';

/** Options of {@link ClusterControllers.start}. */
export interface ClusterControllersOptions {
  client: ClusterClient;
  images: ImageRegistry;
  /** How long a Pod's containers take to be created, in milliseconds. Default 700. */
  startMilliseconds?: number;
  onError?: (what: string, error: unknown) => void;
}

/** What every cluster has: the controllers that make Pods of Deployments, and kubelets. */
export class ClusterControllers {
  private readonly stoppables: Array<{ stop(): Promise<void> }>;

  private constructor(stoppables: Array<{ stop(): Promise<void> }>) {
    this.stoppables = stoppables;
  }

  static async start(
    options: ClusterControllersOptions,
  ): Promise<ClusterControllers> {
    const { client, images, onError } = options;
    const watch = (apiVersion: string, kind: string) =>
      ObjectCache.start({ client, of: { apiVersion, kind } });
    const caches: WorkloadCaches = {
      deployments: watch('apps/v1', 'Deployment'),
      replicaSets: watch('apps/v1', 'ReplicaSet'),
      pods: watch('v1', 'Pod'),
      nodes: watch('v1', 'Node'),
    };
    const deployments = DeploymentController.start({ client, caches, onError });
    const replicaSets = ReplicaSetController.start({ client, caches, onError });
    const kubelet = Kubelet.start({
      client,
      images,
      pods: caches.pods,
      startMilliseconds: options.startMilliseconds ?? 700,
      onError,
    });
    const all = Object.values(caches);
    await Promise.all(all.map(cache => cache.ready()));
    return new ClusterControllers([...all, deployments, replicaSets, kubelet]);
  }

  async stop(): Promise<void> {
    for (const stoppable of this.stoppables) {
      await stoppable.stop();
    }
  }
}
