import {
  ObjectCache,
  type ClusterClient,
  type KindRef,
  type ObjectChange,
} from '../controller';
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
    const parts = { client, caches: () => caches, onError };
    const deployments = DeploymentController.start(parts);
    const replicaSets = ReplicaSetController.start(parts);
    const kubelet = Kubelet.start({
      client,
      images,
      pods: () => caches.pods,
      startMilliseconds: options.startMilliseconds ?? 700,
      onError,
    });
    const watch = (of: KindRef, onChange: (change: ObjectChange) => void) =>
      ObjectCache.start({ client, of, onChange });
    const caches: WorkloadCaches = {
      deployments: watch(
        { apiVersion: 'apps/v1', kind: 'Deployment' },
        change => deployments.observeDeployment(change),
      ),
      replicaSets: watch(
        { apiVersion: 'apps/v1', kind: 'ReplicaSet' },
        change => {
          deployments.observeReplicaSet(change);
          replicaSets.observeReplicaSet(change);
        },
      ),
      pods: watch({ apiVersion: 'v1', kind: 'Pod' }, change => {
        replicaSets.observePod(change);
        kubelet.observe(change);
      }),
      nodes: watch({ apiVersion: 'v1', kind: 'Node' }, () => undefined),
    };
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
