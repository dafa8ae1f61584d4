import {
  isNotFound,
  WorkQueue,
  type ClusterClient,
  type ObjectCache,
  objectKey,
} from '../controller';
import type { ImageRegistry } from './ImageRegistry';
import { creatingStatus, pullFailedStatus, runningStatus } from './podStatus';
import { podSchema, type Pod } from './workloadSchema';

const podKind = { apiVersion: 'v1', kind: 'Pod' };

/** Options of {@link Kubelet.start}. */
export interface KubeletOptions {
  client: ClusterClient;
  pods: ObjectCache;
  images: ImageRegistry;
  /** How long containers take to be created, in milliseconds. */
  startMilliseconds: number;
  onError?: (what: string, error: unknown) => void;
}

/** The kubelets of a cluster's Nodes: bring Pods from Pending to Running, or say that an image cannot be pulled. */
export class Kubelet {
  private readonly options: KubeletOptions;
  private readonly queue: WorkQueue;

  private constructor(options: KubeletOptions) {
    this.options = options;
    this.queue = WorkQueue.start({
      work: key => this.work(key),
      onError: options.onError,
    });
    options.pods.onChange(({ type, object }) => {
      if (type !== 'deleted') {
        this.queue.add(objectKey(object));
      }
    });
  }

  static start(options: KubeletOptions): Kubelet {
    return new Kubelet(options);
  }

  stop(): Promise<void> {
    return this.queue.stop();
  }

  private async work(key: string): Promise<void> {
    const object = this.options.pods.get(key);
    if (!object || object.metadata.deletionTimestamp !== undefined) {
      return;
    }
    const pod = podSchema.parse(object);
    if (pod.spec.nodeName === undefined || pod.status.phase === 'Running') {
      return;
    }
    const now = new Date();
    if (!pod.status.containerStatuses) {
      await this.write(pod, creatingStatus(pod, now));
      this.queue.addAfter(key, this.options.startMilliseconds);
      return;
    }
    const started = Date.parse(pod.status.startTime ?? now.toISOString());
    const reason = waitingReason(pod);
    if (reason === 'ContainerCreating') {
      const left = started + this.options.startMilliseconds - now.getTime();
      // Times are written in whole seconds, so that a start may look up to a second older than it is.
      if (left > 0) {
        this.queue.addAfter(key, left);
        return;
      }
    }
    const missing = new Set(
      pod.spec.containers
        .map(({ image }) => image)
        .filter(image => !this.options.images.has(image)),
    );
    if (missing.size === 0) {
      await this.write(pod, runningStatus(pod, now));
    } else if (reason === 'ContainerCreating') {
      await this.write(
        pod,
        pullFailedStatus(pod, { missing, state: 'ErrImagePull', now }),
      );
    } else if (reason === 'ErrImagePull') {
      await this.write(
        pod,
        pullFailedStatus(pod, { missing, state: 'ImagePullBackOff', now }),
      );
    }
  }

  private async write(pod: Pod, status: object): Promise<void> {
    try {
      const written = await this.options.client.patch(podKind, pod.metadata, {
        subresource: 'status',
        patch: { status },
      });
      this.options.pods.put(written);
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
    }
  }
}

/** Why a Pod's containers wait: the reason that is not just their creation, where there is one. */
function waitingReason(pod: Pod): string | undefined {
  const reasons = (pod.status.containerStatuses ?? []).flatMap(
    ({ state }) => state.waiting?.reason ?? [],
  );
  return reasons.find(reason => reason !== 'ContainerCreating') ?? reasons[0];
}
