import { z } from 'zod';
import { groupVersion, type KubeObject } from '../controller';
import { refKey, refOf } from './ResourceRef';

/** @internal */
export type HealthStatus =
  | 'Healthy'
  | 'Suspended'
  | 'Progressing'
  | 'Missing'
  | 'Degraded'
  | 'Unknown';

/** @internal */
export interface Health {
  status: HealthStatus;
  message?: string;
}

const fromBestToWorst: HealthStatus[] = [
  'Healthy',
  'Suspended',
  'Progressing',
  'Missing',
  'Degraded',
  'Unknown',
];

const conditionsSchema = z
  .array(
    z.looseObject({
      type: z.string(),
      status: z.string(),
      reason: z.string().optional(),
      message: z.string().optional(),
    }),
  )
  .default([]);

const workloadSchema = z.looseObject({
  spec: z
    .looseObject({
      replicas: z.number().default(1),
      paused: z.boolean().default(false),
    })
    .prefault({}),
  status: z
    .looseObject({
      observedGeneration: z.number().default(0),
      replicas: z.number().default(0),
      updatedReplicas: z.number().default(0),
      readyReplicas: z.number().default(0),
      availableReplicas: z.number().default(0),
      currentReplicas: z.number().default(0),
      conditions: conditionsSchema,
    })
    .prefault({}),
});

const serviceSchema = z.looseObject({
  spec: z.looseObject({ type: z.string().optional() }).prefault({}),
  status: z
    .looseObject({
      loadBalancer: z
        .looseObject({ ingress: z.array(z.unknown()).default([]) })
        .prefault({}),
    })
    .prefault({}),
});

const podSchema = z.looseObject({
  status: z
    .looseObject({ phase: z.string().optional(), conditions: conditionsSchema })
    .prefault({}),
});

/**
 * Health of one live object as Argo CD's built-in checks see it; undefined for a kind without a check, which then does
 * not count.
 */
export function resourceHealth(live: KubeObject): Health | undefined {
  if (live.metadata.deletionTimestamp !== undefined) {
    return { status: 'Progressing', message: 'Pending deletion' };
  }
  const { group } = groupVersion(live.apiVersion);
  switch (`${group}/${live.kind}`) {
    case 'apps/Deployment':
      return deploymentHealth(live);
    case 'apps/ReplicaSet':
    case 'apps/StatefulSet':
      return replicatedHealth(live);
    case '/Service':
      return serviceHealth(live);
    case '/Pod':
      return podHealth(live);
    default:
      return undefined;
  }
}

/** Health of an Application: the worst of what is there, `Missing` only when nothing is. */
export function applicationHealth(
  resources: readonly { live?: KubeObject }[],
): Health {
  const live = resources.flatMap(resource =>
    resource.live ? [resource.live] : [],
  );
  if (resources.length > 0 && live.length === 0) {
    return { status: 'Missing' };
  }
  let worst: Health = { status: 'Healthy' };
  for (const object of live) {
    const health = resourceHealth(object);
    if (health && isWorse(worst.status, health.status)) {
      worst = {
        status: health.status,
        message: `Caused by ${resourceName(object)}`,
      };
    }
  }
  return worst;
}

function isWorse(current: HealthStatus, next: HealthStatus): boolean {
  return fromBestToWorst.indexOf(next) > fromBestToWorst.indexOf(current);
}

/** `apps/Deployment:web/web`; a kind of the core group stands alone. */
function resourceName(object: KubeObject): string {
  return refKey(refOf(object)).replace(/^\//, '');
}

function deploymentHealth(live: KubeObject): Health {
  const { spec, status } = workloadSchema.parse(live);
  if (spec.paused) {
    return { status: 'Suspended', message: 'Deployment is paused' };
  }
  if ((live.metadata.generation ?? 0) > status.observedGeneration) {
    return {
      status: 'Progressing',
      message:
        'Waiting for rollout to finish: observed deployment generation less than desired generation',
    };
  }
  const progressing = status.conditions.find(
    condition => condition.type === 'Progressing',
  );
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    return {
      status: 'Degraded',
      message: `Deployment "${live.metadata.name}" exceeded its progress deadline`,
    };
  }
  if (status.updatedReplicas < spec.replicas) {
    return {
      status: 'Progressing',
      message: `Waiting for rollout to finish: ${status.updatedReplicas} out of ${spec.replicas} new replicas have been updated...`,
    };
  }
  if (status.replicas > status.updatedReplicas) {
    return {
      status: 'Progressing',
      message: `Waiting for rollout to finish: ${
        status.replicas - status.updatedReplicas
      } old replicas are pending termination...`,
    };
  }
  if (status.availableReplicas < status.updatedReplicas) {
    return {
      status: 'Progressing',
      message: `Waiting for rollout to finish: ${status.availableReplicas} of ${status.updatedReplicas} updated replicas are available...`,
    };
  }
  return { status: 'Healthy' };
}

function replicatedHealth(live: KubeObject): Health {
  const { spec, status } = workloadSchema.parse(live);
  const observed = (live.metadata.generation ?? 0) <= status.observedGeneration;
  return observed && status.readyReplicas >= spec.replicas
    ? { status: 'Healthy' }
    : { status: 'Progressing', message: 'Waiting for rollout to finish' };
}

function serviceHealth(live: KubeObject): Health {
  const { spec, status } = serviceSchema.parse(live);
  return spec.type === 'LoadBalancer' &&
    status.loadBalancer.ingress.length === 0
    ? { status: 'Progressing' }
    : { status: 'Healthy' };
}

function podHealth(live: KubeObject): Health {
  const { status } = podSchema.parse(live);
  switch (status.phase) {
    case 'Succeeded':
      return { status: 'Healthy' };
    case 'Failed':
      return { status: 'Degraded' };
    case 'Running':
      return status.conditions.some(
        condition => condition.type === 'Ready' && condition.status === 'True',
      )
        ? { status: 'Healthy' }
        : { status: 'Progressing' };
    default:
      return { status: 'Progressing' };
  }
}
