import {
  isConflict,
  isNotFound,
  mergePatchBetween,
  objectKey,
  ownerKey,
  WorkQueue,
  type KubeObject,
  type ObjectChange,
} from '../controller';
import { deploymentStatus, progressDeadline } from './deploymentStatus';
import { podTemplateHash } from './podTemplateHash';
import { nextSizes } from './rollout';
import type { WorkloadControllerOptions } from './ReplicaSetController';
import {
  deploymentSchema,
  replicaSetSchema,
  type Deployment,
  type ReplicaSet,
} from './workloadSchema';

const revisionAnnotation = 'deployment.kubernetes.io/revision';
const hashLabel = 'pod-template-hash';

/** Rolls Deployments out: one ReplicaSet for each template, sized step by step. */
export class DeploymentController {
  private readonly options: WorkloadControllerOptions;
  private readonly queue: WorkQueue;

  private constructor(options: WorkloadControllerOptions) {
    this.options = options;
    this.queue = WorkQueue.start({
      work: key => this.reconcile(key),
      onError: options.onError,
    });
    const { deployments, replicaSets } = options.caches;
    deployments.onChange(({ object }) => this.queue.add(objectKey(object)));
    replicaSets.onChange(change => this.observeReplicaSet(change));
  }

  static start(options: WorkloadControllerOptions): DeploymentController {
    return new DeploymentController(options);
  }

  private observeReplicaSet({ object }: ObjectChange): void {
    const owner = ownerKey(object, 'Deployment');
    if (owner !== undefined) {
      this.queue.add(owner);
    }
  }

  stop(): Promise<void> {
    return this.queue.stop();
  }

  private async reconcile(key: string): Promise<void> {
    const object = this.options.caches.deployments.get(key);
    if (!object || object.metadata.deletionTimestamp !== undefined) {
      return;
    }
    const deployment = deploymentSchema.parse(object);
    const hash = podTemplateHash(deployment.spec.template);
    const sets = this.setsOf(deployment);
    const old = sets.filter(
      ({ metadata }) => metadata.labels?.[hashLabel] !== hash,
    );
    const current =
      sets.find(({ metadata }) => metadata.labels?.[hashLabel] === hash) ??
      (await this.create(deployment, { hash, revision: sets.length + 1 }));
    if (!deployment.spec.paused) {
      await this.scale(deployment, current, old);
    }
    await this.writeStatus(deployment, current, old);
    this.lookAgain(key);
  }

  /** A rollout that makes no progress changes nothing, so only the clock tells when it is late. */
  private lookAgain(key: string): void {
    const object = this.options.caches.deployments.get(key);
    const deadline = object && progressDeadline(deploymentSchema.parse(object));
    if (deadline) {
      // Times are written in whole seconds.
      this.queue.addAfter(key, deadline.getTime() - Date.now() + 1_000);
    }
  }

  private setsOf(deployment: Deployment): ReplicaSet[] {
    return this.options.caches.replicaSets
      .list()
      .filter(({ metadata }) =>
        metadata.ownerReferences?.some(
          ({ uid }) => uid === deployment.metadata.uid,
        ),
      )
      .map(set => replicaSetSchema.parse(set));
  }

  private async create(
    deployment: Deployment,
    options: { hash: string; revision: number },
  ): Promise<ReplicaSet> {
    const { metadata, spec } = deployment;
    const labels = {
      ...spec.template.metadata?.labels,
      [hashLabel]: options.hash,
    };
    const set: KubeObject = {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: `${metadata.name}-${options.hash}`,
        namespace: metadata.namespace,
        labels,
        annotations: { [revisionAnnotation]: String(options.revision) },
        ownerReferences: [
          {
            apiVersion: deployment.apiVersion,
            kind: deployment.kind,
            name: metadata.name,
            uid: metadata.uid ?? '',
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      },
      spec: {
        replicas: 0,
        selector: {
          matchLabels: {
            ...spec.selector.matchLabels,
            [hashLabel]: options.hash,
          },
        },
        template: {
          ...spec.template,
          metadata: { ...spec.template.metadata, labels },
        },
      },
    };
    const { client, caches } = this.options;
    const created = await client.create(set).catch(error => {
      if (isConflict(error)) {
        return client.get(set, set.metadata);
      }
      throw error;
    });
    caches.replicaSets.put(created);
    return replicaSetSchema.parse(created);
  }

  private async scale(
    deployment: Deployment,
    current: ReplicaSet,
    old: readonly ReplicaSet[],
  ): Promise<void> {
    const sizes = nextSizes({
      wanted: deployment.spec.replicas,
      current: sizeOf(current),
      old: old.map(sizeOf),
    });
    await this.resize(current, sizes.current);
    for (const [index, set] of old.entries()) {
      await this.resize(set, sizes.old[index]);
    }
  }

  private async resize(set: ReplicaSet, replicas: number): Promise<void> {
    if (set.spec.replicas === replicas) {
      return;
    }
    const { client, caches } = this.options;
    const written = await client
      .patch(set, set.metadata, { patch: { spec: { replicas } } })
      .catch(error => {
        if (isNotFound(error)) {
          return undefined;
        }
        throw error;
      });
    if (written) {
      caches.replicaSets.put(written);
    }
  }

  private async writeStatus(
    deployment: Deployment,
    current: ReplicaSet,
    old: readonly ReplicaSet[],
  ): Promise<void> {
    const { client, caches } = this.options;
    const status = deploymentStatus(deployment, {
      current: fresh(current, this.setsOf(deployment)),
      old,
      now: new Date(),
    });
    const patch = mergePatchBetween({ ...deployment.status }, { ...status });
    if (patch) {
      try {
        const written = await client.patch(deployment, deployment.metadata, {
          subresource: 'status',
          patch: { status: patch },
        });
        caches.deployments.put(written);
      } catch (error) {
        if (!isNotFound(error)) {
          throw error;
        }
      }
    }
  }
}

function sizeOf(set: ReplicaSet) {
  return {
    replicas: set.spec.replicas,
    available: set.status.availableReplicas,
  };
}

function fresh(set: ReplicaSet, sets: readonly ReplicaSet[]): ReplicaSet {
  return sets.find(({ metadata }) => metadata.uid === set.metadata.uid) ?? set;
}
