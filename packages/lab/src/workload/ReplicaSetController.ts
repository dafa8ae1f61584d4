import {
  isNotFound,
  mergePatchBetween,
  objectKey,
  ownerKey,
  WorkQueue,
  type ClusterClient,
  type KubeObject,
  type ObjectCache,
  type ObjectChange,
} from '../controller';
import { randomSuffix } from './podTemplateHash';
import {
  isReady,
  podSchema,
  replicaSetSchema,
  type Pod,
  type ReplicaSet,
} from './workloadSchema';

const podKind = { apiVersion: 'v1', kind: 'Pod' };

/** The caches of a cluster that its workload controllers share. */
export interface WorkloadCaches {
  deployments: ObjectCache;
  replicaSets: ObjectCache;
  pods: ObjectCache;
  nodes: ObjectCache;
}

/** Options of the workload controllers. */
export interface WorkloadControllerOptions {
  client: ClusterClient;
  caches: WorkloadCaches;
  onError?: (what: string, error: unknown) => void;
}

/** Makes and deletes Pods until each ReplicaSet has as many as it wants; a new Pod goes to the emptiest Node. */
export class ReplicaSetController {
  private readonly options: WorkloadControllerOptions;
  private readonly queue: WorkQueue;

  private constructor(options: WorkloadControllerOptions) {
    this.options = options;
    this.queue = WorkQueue.start({
      work: key => this.reconcile(key),
      onError: options.onError,
    });
    const { replicaSets, pods } = options.caches;
    replicaSets.onChange(({ object }) => this.queue.add(objectKey(object)));
    pods.onChange(change => this.observePod(change));
  }

  static start(options: WorkloadControllerOptions): ReplicaSetController {
    return new ReplicaSetController(options);
  }

  private observePod({ object }: ObjectChange): void {
    const owner = ownerKey(object, 'ReplicaSet');
    if (owner !== undefined) {
      this.queue.add(owner);
    }
  }

  stop(): Promise<void> {
    return this.queue.stop();
  }

  private async reconcile(key: string): Promise<void> {
    const { client, caches } = this.options;
    const object = caches.replicaSets.get(key);
    if (!object || object.metadata.deletionTimestamp !== undefined) {
      return;
    }
    const set = replicaSetSchema.parse(object);
    const pods = this.podsOf(set);
    for (let count = pods.length; count < set.spec.replicas; count++) {
      const created = await client.create(this.newPod(set));
      caches.pods.put(created);
    }
    const surplus = pods
      .sort((a, b) => Number(isReady(a)) - Number(isReady(b)))
      .slice(0, Math.max(0, pods.length - set.spec.replicas));
    for (const pod of surplus) {
      await client.remove(podKind, pod.metadata).catch(error => {
        if (!isNotFound(error)) {
          throw error;
        }
      });
      caches.pods.drop(objectKey(pod));
    }
    await this.writeStatus(set);
  }

  private podsOf(set: ReplicaSet): Pod[] {
    return this.options.caches.pods
      .list()
      .filter(
        ({ metadata }) =>
          metadata.deletionTimestamp === undefined &&
          metadata.ownerReferences?.some(({ uid }) => uid === set.metadata.uid),
      )
      .map(pod => podSchema.parse(pod));
  }

  private async writeStatus(set: ReplicaSet): Promise<void> {
    const pods = this.podsOf(set);
    const ready = pods.filter(isReady).length;
    const status = {
      observedGeneration: set.metadata.generation,
      replicas: pods.length,
      fullyLabeledReplicas: pods.length,
      readyReplicas: ready,
      availableReplicas: ready,
    };
    const patch = mergePatchBetween({ ...set.status }, status);
    if (patch) {
      const written = await this.options.client
        .patch(set, set.metadata, {
          subresource: 'status',
          patch: { status: patch },
        })
        .catch(error => {
          if (isNotFound(error)) {
            return undefined;
          }
          throw error;
        });
      if (written) {
        this.options.caches.replicaSets.put(written);
      }
    }
  }

  private newPod(set: ReplicaSet): KubeObject {
    const { template } = set.spec;
    return {
      ...podKind,
      metadata: {
        name: `${set.metadata.name}-${randomSuffix()}`,
        namespace: set.metadata.namespace,
        labels: template.metadata?.labels,
        annotations: template.metadata?.annotations,
        ownerReferences: [
          {
            apiVersion: set.apiVersion,
            kind: set.kind,
            name: set.metadata.name,
            uid: set.metadata.uid ?? '',
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      },
      spec: { ...template.spec, nodeName: this.emptiestNode() },
    };
  }

  private emptiestNode(): string | undefined {
    const { nodes, pods } = this.options.caches;
    const counts = new Map(nodes.list().map(node => [node.metadata.name, 0]));
    for (const pod of pods.list()) {
      const name = podSchema.parse(pod).spec.nodeName;
      const count = name === undefined ? undefined : counts.get(name);
      if (name !== undefined && count !== undefined) {
        counts.set(name, count + 1);
      }
    }
    const [emptiest] = [...counts].sort(([, a], [, b]) => a - b);
    return emptiest?.[0];
  }
}
