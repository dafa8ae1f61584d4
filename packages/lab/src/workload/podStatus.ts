import { kubeTime } from '../controller';
import { hashOf } from './podTemplateHash';
import type { Pod, WorkloadCondition } from './workloadSchema';

/** How far a Pod's images are: pulled, just refused by the registry, or waited for until the next attempt. */
export type PullState = 'pulled' | 'ErrImagePull' | 'ImagePullBackOff';

/** Status of a Pod that has been given to a Node and waits for its containers. */
export function creatingStatus(pod: Pod, now: Date): object {
  return {
    phase: 'Pending',
    qosClass: qosClass(pod),
    startTime: kubeTime(now),
    conditions: podConditions(pod, { ready: false, now }),
    containerStatuses: pod.spec.containers.map(container => ({
      ...containerBase(container),
      ready: false,
      started: false,
      state: { waiting: { reason: 'ContainerCreating' } },
    })),
  };
}

/** Status of a Pod whose containers run. */
export function runningStatus(pod: Pod, now: Date): object {
  return {
    phase: 'Running',
    hostIP: address('192.168', pod.spec.nodeName ?? ''),
    podIP: address('10.42', pod.metadata.uid ?? ''),
    conditions: podConditions(pod, { ready: true, now }),
    containerStatuses: pod.spec.containers.map(container => ({
      ...containerBase(container),
      containerID: `containerd://${identifier(pod, container.name)}`,
      imageID: `${container.image}@sha256:${identifier(
        { metadata: {} },
        container.image,
      )}`,
      ready: true,
      started: true,
      state: { running: { startedAt: kubeTime(now) } },
    })),
  };
}

/** Status of a Pod with images that the registry does not have. */
export function pullFailedStatus(
  pod: Pod,
  options: {
    missing: ReadonlySet<string>;
    state: Exclude<PullState, 'pulled'>;
    now: Date;
  },
): object {
  const { missing, state, now } = options;
  return {
    phase: 'Pending',
    conditions: podConditions(pod, { ready: false, now }),
    containerStatuses: pod.spec.containers.map(container => ({
      ...containerBase(container),
      ready: false,
      started: false,
      state: {
        waiting: missing.has(container.image)
          ? { reason: state, message: pullMessage(container.image, state) }
          : { reason: 'ContainerCreating' },
      },
    })),
  };
}

/** What a kubelet with containerd says of an image that its registry does not have. */
function pullMessage(image: string, state: PullState): string {
  const reference = canonicalImage(image);
  const failure = `rpc error: code = NotFound desc = failed to pull and unpack image "${reference}": failed to resolve reference "${reference}": ${reference}: not found`;
  return state === 'ErrImagePull'
    ? failure
    : `Back-off pulling image "${image}": ErrImagePull: ${failure}`;
}

/** An image's full name: `nginx` is `docker.io/library/nginx:latest`. */
export function canonicalImage(image: string): string {
  const [first, ...rest] = image.split('/');
  const hasRegistry = rest.length > 0 && /[.:]|^localhost$/.test(first);
  const path = rest.length === 0 ? `library/${image}` : image;
  const full = hasRegistry ? image : `docker.io/${path}`;
  const last = full.slice(full.lastIndexOf('/') + 1);
  return /[:@]/.test(last) ? full : `${full}:latest`;
}

/** `Guaranteed` is left out: nothing in the lab asks for it. */
function qosClass(pod: Pod): 'Burstable' | 'BestEffort' {
  const asks = pod.spec.containers.some(
    ({ resources }) =>
      Object.keys({ ...resources?.requests, ...resources?.limits }).length > 0,
  );
  return asks ? 'Burstable' : 'BestEffort';
}

function containerBase(container: { name: string; image: string }) {
  return {
    name: container.name,
    image: container.image,
    imageID: '',
    lastState: {},
    restartCount: 0,
  };
}

function podConditions(
  pod: Pod,
  options: { ready: boolean; now: Date },
): WorkloadCondition[] {
  const { ready, now } = options;
  const names = pod.spec.containers.map(({ name }) => name).join(' ');
  return (
    [
      ['Initialized', true],
      ['Ready', ready],
      ['ContainersReady', ready],
      ['PodScheduled', true],
    ] as const
  ).map(([type, holds]) => {
    const status = holds ? 'True' : 'False';
    const before = pod.status.conditions.find(known => known.type === type);
    return {
      type,
      status,
      lastTransitionTime:
        before?.status === status ? before.lastTransitionTime : kubeTime(now),
      ...(holds
        ? {}
        : {
            reason: 'ContainersNotReady',
            message: `containers with unready status: [${names}]`,
          }),
    };
  });
}

function address(prefix: string, of: string): string {
  const hash = hashOf(of);
  return `${prefix}.${hash % 250}.${2 + ((hash >>> 8) % 250)}`;
}

/** Sixty-four hexadecimal digits that stay the same for the same thing. */
function identifier(pod: { metadata: { uid?: string } }, name: string): string {
  let digits = '';
  for (let part = 0; part < 8; part++) {
    digits += hashOf(`${pod.metadata.uid}/${name}/${part}`)
      .toString(16)
      .padStart(8, '0');
  }
  return digits;
}
