import { z } from 'zod';
import type { KubeObject } from '../../controller';
import { conditionsSchema, type Health } from './Health';

const conditionedSchema = z.looseObject({
  status: z
    .looseObject({
      conditions: conditionsSchema,
      observedGeneration: z.number().optional(),
    })
    .prefault({}),
});

const autoscalerFailures = [
  'FailedGetScale',
  'FailedUpdateScale',
  'FailedGetResourceMetric',
  'FailedGetObjectMetric',
  'FailedGetPodsMetric',
  'FailedGetExternalMetric',
  'FailedComputeMetricsReplicas',
  'InvalidSelector',
];

const withoutConditions = [
  'Composition',
  'CompositionRevision',
  'DeploymentRuntimeConfig',
  'EnvironmentConfig',
  'ImageConfig',
  'ProviderConfig',
  'ProviderConfigUsage',
  'ControllerConfig',
  'StoreConfig',
  'ClusterProviderConfig',
  'ClusterProviderConfigUsage',
];

/** What Argo CD's script for ApplicationSets says. */
export function applicationSetHealth(live: KubeObject): Health {
  const { conditions } = conditionedSchema.parse(live).status;
  const find = (type: string, status: string) =>
    conditions.find(
      condition => condition.type === type && condition.status === status,
    );
  const wrong =
    find('ErrorOccurred', 'True') ?? find('ResourcesUpToDate', 'False');
  if (wrong) {
    return { status: 'Degraded', message: wrong.message };
  }
  const rolling = find('RolloutProgressing', 'True');
  if (rolling) {
    return { status: 'Progressing', message: rolling.message };
  }
  const done = find('ResourcesUpToDate', 'True');
  return done
    ? { status: 'Healthy', message: done.message }
    : {
        status: 'Progressing',
        message: 'Waiting for the status to be reported',
      };
}

export function sealedSecretHealth(live: KubeObject): Health {
  const { conditions, observedGeneration } =
    conditionedSchema.parse(live).status;
  const synced = conditions.find(({ type }) => type === 'Synced');
  if (observedGeneration !== live.metadata.generation || !synced) {
    return {
      status: 'Progressing',
      message: 'Waiting for Sealed Secret to be decrypted',
    };
  }
  return {
    status: synced.status === 'True' ? 'Healthy' : 'Degraded',
    message: synced.message,
  };
}

/** Of all that Crossplane and its providers define. */
export function crossplaneHealth(live: KubeObject): Health {
  const { conditions } = conditionedSchema.parse(live).status;
  const ready: Health = {
    status: 'Healthy',
    message: 'Resource is up-to-date.',
  };
  if (conditions.length === 0 && withoutConditions.includes(live.kind)) {
    return ready;
  }
  const failed = conditions.find(
    ({ type, status }) =>
      ['LastAsyncOperation', 'Synced'].includes(type) && status === 'False',
  );
  if (failed) {
    return { status: 'Degraded', message: failed.message };
  }
  return conditions.some(
    ({ type, status }) =>
      [
        'Ready',
        'Healthy',
        'Offered',
        'Established',
        'ValidPipeline',
        'RevisionHealthy',
      ].includes(type) && status === 'True',
  )
    ? ready
    : { status: 'Progressing', message: 'Provisioning ...' };
}

export function definitionHealth(live: KubeObject): Health {
  const { conditions } = conditionedSchema.parse(live).status;
  if (conditions.length === 0) {
    return { status: 'Progressing', message: 'Status conditions not found' };
  }
  const refused = conditions.find(
    ({ type, status }) => type === 'NamesAccepted' && status === 'False',
  );
  if (refused) {
    return {
      status: 'Degraded',
      message: `CRD names have not been accepted: ${refused.message}`,
    };
  }
  return conditions.some(
    ({ type, status }) => type === 'Established' && status === 'True',
  )
    ? { status: 'Healthy', message: 'CRD is healthy' }
    : { status: 'Progressing', message: 'CRD is not established' };
}

export function autoscalerHealth(live: KubeObject): Health {
  const { conditions } = conditionedSchema.parse(live).status;
  const failure = conditions.find(({ reason = '' }) =>
    autoscalerFailures.includes(reason),
  );
  if (failure) {
    return { status: 'Degraded', message: failure.message };
  }
  const able = conditions.find(
    ({ type, status }) =>
      ['AbleToScale', 'ScalingLimited'].includes(type) && status === 'True',
  );
  return able
    ? { status: 'Healthy', message: able.message }
    : { status: 'Progressing', message: 'Waiting to Autoscale' };
}
