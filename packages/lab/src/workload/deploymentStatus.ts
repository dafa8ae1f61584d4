import { kubeTime } from '../controller';
import type {
  Deployment,
  ReplicaSet,
  WorkloadCondition,
} from './workloadSchema';

/** Status of a Deployment from its ReplicaSets. */
export function deploymentStatus(
  deployment: Deployment,
  options: {
    current: ReplicaSet | undefined;
    old: readonly ReplicaSet[];
    now: Date;
  },
): object {
  const { current, old, now } = options;
  const all = [...(current ? [current] : []), ...old];
  const total = (count: 'replicas' | 'readyReplicas' | 'availableReplicas') =>
    all.reduce((sum, { status }) => sum + status[count], 0);
  const wanted = deployment.spec.replicas;
  const available = total('availableReplicas');
  const updated = current?.status.replicas ?? 0;
  const complete =
    updated === wanted &&
    total('replicas') === wanted &&
    current?.status.availableReplicas === wanted;
  const unavailable = Math.max(0, wanted - available);
  return {
    observedGeneration: deployment.metadata.generation,
    ...omitZeros({
      replicas: total('replicas'),
      updatedReplicas: updated,
      readyReplicas: total('readyReplicas'),
      availableReplicas: available,
      unavailableReplicas: unavailable,
    }),
    conditions: conditions(deployment, {
      name: current?.metadata.name ?? '',
      available: available >= wanted - Math.floor(wanted / 4),
      complete,
      now,
    }),
  };
}

/** When a rollout that is under way will be late; undefined when none is, or when it is late already. */
export function progressDeadline(deployment: Deployment): Date | undefined {
  const progressing = deployment.status?.conditions?.find(
    ({ type }) => type === 'Progressing',
  );
  return progressing?.reason === 'ReplicaSetUpdated'
    ? new Date(
        Date.parse(progressing.lastUpdateTime ?? '') +
          deployment.spec.progressDeadlineSeconds * 1_000,
      )
    : undefined;
}

function omitZeros(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts).filter(([, count]) => count !== 0),
  );
}

function conditions(
  deployment: Deployment,
  options: { name: string; available: boolean; complete: boolean; now: Date },
): WorkloadCondition[] {
  const { name, available, complete, now } = options;
  const known = deployment.status?.conditions ?? [];
  const before = known.find(({ type }) => type === 'Progressing');
  const since = Date.parse(before?.lastUpdateTime ?? now.toISOString());
  const late =
    !complete &&
    before?.reason !== 'NewReplicaSetAvailable' &&
    now.getTime() - since > deployment.spec.progressDeadlineSeconds * 1_000;
  let progressing: [status: string, reason: string, message: string];
  if (complete) {
    progressing = [
      'True',
      'NewReplicaSetAvailable',
      `ReplicaSet "${name}" has successfully progressed.`,
    ];
  } else if (late) {
    progressing = [
      'False',
      'ProgressDeadlineExceeded',
      `ReplicaSet "${name}" has timed out progressing.`,
    ];
  } else {
    progressing = [
      'True',
      'ReplicaSetUpdated',
      `ReplicaSet "${name}" is progressing.`,
    ];
  }
  return [
    condition(
      known,
      'Available',
      available
        ? [
            'True',
            'MinimumReplicasAvailable',
            'Deployment has minimum availability.',
          ]
        : [
            'False',
            'MinimumReplicasUnavailable',
            'Deployment does not have minimum availability.',
          ],
      now,
    ),
    condition(known, 'Progressing', progressing, now),
  ];
}

function condition(
  known: readonly WorkloadCondition[],
  type: string,
  [status, reason, message]: [string, string, string],
  now: Date,
): WorkloadCondition {
  const before = known.find(candidate => candidate.type === type);
  const same =
    before?.status === status &&
    before.reason === reason &&
    before.message === message;
  return {
    type,
    status,
    reason,
    message,
    lastTransitionTime:
      before?.status === status ? before.lastTransitionTime : kubeTime(now),
    lastUpdateTime: same ? before.lastUpdateTime : kubeTime(now),
  };
}
