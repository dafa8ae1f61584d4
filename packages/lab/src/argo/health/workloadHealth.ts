import { z } from 'zod';
import type { KubeObject } from '../../controller';
import { conditionsSchema, type Health } from './Health';

const workloadSchema = z.looseObject({
  spec: z
    .looseObject({
      replicas: z.number().default(1),
      paused: z.boolean().default(false),
      updateStrategy: z
        .looseObject({
          type: z.string().default('RollingUpdate'),
          rollingUpdate: z
            .looseObject({ partition: z.number().default(0) })
            .optional(),
        })
        .prefault({}),
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
      currentRevision: z.string().default(''),
      updateRevision: z.string().default(''),
      desiredNumberScheduled: z.number().default(0),
      updatedNumberScheduled: z.number().default(0),
      numberAvailable: z.number().default(0),
      conditions: conditionsSchema,
    })
    .prefault({}),
});

export function deploymentHealth(live: KubeObject): Health {
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

export function replicaSetHealth(live: KubeObject): Health {
  const { spec, status } = workloadSchema.parse(live);
  if ((live.metadata.generation ?? 0) > status.observedGeneration) {
    return {
      status: 'Progressing',
      message:
        'Waiting for rollout to finish: observed replica set generation less than desired generation',
    };
  }
  const failure = status.conditions.find(
    ({ type, status: is }) => type === 'ReplicaFailure' && is === 'True',
  );
  if (failure) {
    return { status: 'Degraded', message: failure.message };
  }
  return status.availableReplicas < spec.replicas
    ? {
        status: 'Progressing',
        message: `Waiting for rollout to finish: ${status.availableReplicas} out of ${spec.replicas} new replicas are available...`,
      }
    : { status: 'Healthy' };
}

export function statefulSetHealth(live: KubeObject): Health {
  const { spec, status } = workloadSchema.parse(live);
  const { type, rollingUpdate } = spec.updateStrategy;
  const progressing = (message: string): Health => ({
    status: 'Progressing',
    message,
  });
  if (
    status.observedGeneration === 0 ||
    (live.metadata.generation ?? 0) > status.observedGeneration
  ) {
    return progressing('Waiting for statefulset spec update to be observed...');
  }
  if (status.readyReplicas < spec.replicas) {
    return progressing(
      `Waiting for ${spec.replicas - status.readyReplicas} pods to be ready...`,
    );
  }
  if (type === 'RollingUpdate' && rollingUpdate) {
    const wanted = spec.replicas - rollingUpdate.partition;
    return status.updatedReplicas < wanted
      ? progressing(
          `Waiting for partitioned roll out to finish: ${status.updatedReplicas} out of ${wanted} new pods have been updated...`,
        )
      : {
          status: 'Healthy',
          message: `partitioned roll out complete: ${status.updatedReplicas} new pods have been updated...`,
        };
  }
  if (type === 'OnDelete') {
    return {
      status: 'Healthy',
      message: `statefulset has ${status.readyReplicas} ready pods`,
    };
  }
  return status.updateRevision !== status.currentRevision
    ? progressing(
        `waiting for statefulset rolling update to complete ${status.updatedReplicas} pods at revision ${status.updateRevision}...`,
      )
    : {
        status: 'Healthy',
        message: `statefulset rolling update complete ${status.currentReplicas} pods at revision ${status.currentRevision}...`,
      };
}

export function daemonSetHealth(live: KubeObject): Health {
  const { spec, status } = workloadSchema.parse(live);
  const wanted = status.desiredNumberScheduled;
  const waiting = `Waiting for daemon set "${live.metadata.name}" rollout to finish`;
  if ((live.metadata.generation ?? 0) > status.observedGeneration) {
    return {
      status: 'Progressing',
      message:
        'Waiting for rollout to finish: observed daemon set generation less than desired generation',
    };
  }
  if (spec.updateStrategy.type === 'OnDelete') {
    return {
      status: 'Healthy',
      message: `daemon set ${status.updatedNumberScheduled} out of ${wanted} new pods have been updated`,
    };
  }
  if (status.updatedNumberScheduled < wanted) {
    return {
      status: 'Progressing',
      message: `${waiting}: ${status.updatedNumberScheduled} out of ${wanted} new pods have been updated...`,
    };
  }
  return status.numberAvailable < wanted
    ? {
        status: 'Progressing',
        message: `${waiting}: ${status.numberAvailable} of ${wanted} updated pods are available...`,
      }
    : { status: 'Healthy' };
}
