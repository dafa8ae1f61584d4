import { z } from 'zod';
import { kubeObjectSchema } from '../controller';

export const applicationKind = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
};

const kustomizeSchema = z.looseObject({
  namePrefix: z.string().optional(),
  nameSuffix: z.string().optional(),
  namespace: z.string().optional(),
  images: z.array(z.string()).optional(),
  replicas: z
    .array(
      z.object({ name: z.string(), count: z.union([z.number(), z.string()]) }),
    )
    .optional(),
  commonLabels: z.record(z.string(), z.string()).optional(),
  commonAnnotations: z.record(z.string(), z.string()).optional(),
  forceCommonLabels: z.boolean().optional(),
  forceCommonAnnotations: z.boolean().optional(),
  labelWithoutSelector: z.boolean().optional(),
  labelIncludeTemplates: z.boolean().optional(),
  components: z.array(z.string()).optional(),
  ignoreMissingComponents: z.boolean().optional(),
  patches: z.array(z.looseObject({})).optional(),
});

const helmSchema = z.looseObject({
  releaseName: z.string().optional(),
  namespace: z.string().optional(),
  valueFiles: z.array(z.string()).optional(),
  ignoreMissingValueFiles: z.boolean().optional(),
  values: z.string().optional(),
  valuesObject: z.looseObject({}).optional(),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        value: z.string().optional(),
        forceString: z.boolean().optional(),
      }),
    )
    .optional(),
  skipCrds: z.boolean().optional(),
  skipTests: z.boolean().optional(),
  skipSchemaValidation: z.boolean().optional(),
});

const sourceSchema = z.looseObject({
  repoURL: z.string(),
  path: z.string().optional(),
  targetRevision: z.string().optional(),
  /** Name of a chart in a Helm repository. */
  chart: z.string().optional(),
  /** Name by which the value files of other sources call this one. */
  ref: z.string().optional(),
  directory: z
    .looseObject({
      recurse: z.boolean().optional(),
      include: z.string().optional(),
      exclude: z.string().optional(),
    })
    .optional(),
  helm: helmSchema.optional(),
  kustomize: kustomizeSchema.optional(),
});

const ignoreDifferencesSchema = z.looseObject({
  group: z.string().optional(),
  kind: z.string(),
  name: z.string().optional(),
  namespace: z.string().optional(),
  jsonPointers: z.array(z.string()).optional(),
  jqPathExpressions: z.array(z.string()).optional(),
  managedFieldsManagers: z.array(z.string()).optional(),
});

const destinationSchema = z.looseObject({
  name: z.string().optional(),
  server: z.string().optional(),
  namespace: z.string().optional(),
});

const retrySchema = z.looseObject({
  limit: z.number().optional(),
  refresh: z.boolean().optional(),
  backoff: z
    .looseObject({
      duration: z.string().optional(),
      factor: z.number().optional(),
      maxDuration: z.string().optional(),
    })
    .optional(),
});

const operationSchema = z.looseObject({
  initiatedBy: z
    .looseObject({
      automated: z.boolean().optional(),
      username: z.string().optional(),
    })
    .optional(),
  retry: retrySchema.optional(),
  sync: z
    .looseObject({
      autoHealAttemptsCount: z.number().optional(),
      prune: z.boolean().optional(),
      resources: z
        .array(
          z.looseObject({
            group: z.string().optional(),
            kind: z.string(),
            name: z.string(),
            namespace: z.string().optional(),
          }),
        )
        .optional(),
      revision: z.string().optional(),
      revisions: z.array(z.string()).optional(),
      source: sourceSchema.optional(),
      sources: z.array(sourceSchema).optional(),
      dryRun: z.boolean().optional(),
      syncOptions: z.array(z.string()).optional(),
      syncStrategy: z
        .looseObject({
          apply: z.looseObject({ force: z.boolean().optional() }).optional(),
          hook: z.looseObject({ force: z.boolean().optional() }).optional(),
        })
        .optional(),
    })
    .optional(),
});

const resourceResultSchema = z.looseObject({
  group: z.string(),
  version: z.string(),
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  status: z.enum(['Synced', 'SyncFailed', 'Pruned', 'PruneSkipped']).optional(),
  message: z.string().optional(),
  syncPhase: z.enum(['PreSync', 'Sync', 'PostSync', 'SyncFail']),
  hookPhase: z
    .enum(['Running', 'Terminating', 'Succeeded', 'Failed', 'Error'])
    .optional(),
  hookType: z.string().optional(),
  images: z.array(z.string()).optional(),
});

const operationStateSchema = z.looseObject({
  operation: operationSchema,
  phase: z.enum(['Running', 'Terminating', 'Succeeded', 'Failed', 'Error']),
  message: z.string().optional(),
  startedAt: z.string(),
  finishedAt: z.string().optional(),
  retryCount: z.number().optional(),
  syncResult: z
    .looseObject({
      revision: z.string(),
      revisions: z.array(z.string()).optional(),
      source: sourceSchema.optional(),
      sources: z.array(sourceSchema).optional(),
      resources: z.array(resourceResultSchema).optional(),
    })
    .optional(),
});

const conditionSchema = z.object({
  type: z.string(),
  message: z.string(),
  lastTransitionTime: z.string().optional(),
});

const resourceStatusSchema = z.looseObject({
  group: z.string().optional(),
  version: z.string(),
  kind: z.string(),
  namespace: z.string().optional(),
  name: z.string(),
  status: z.string().optional(),
  requiresPruning: z.boolean().optional(),
  hook: z.boolean().optional(),
  syncWave: z.number().optional(),
});

const historySchema = z.looseObject({
  id: z.number(),
  revision: z.string().optional(),
  revisions: z.array(z.string()).optional(),
  deployStartedAt: z.string(),
  deployedAt: z.string(),
});

const statusSchema = z.looseObject({
  conditions: z.array(conditionSchema).optional(),
  health: z
    .looseObject({
      status: z.string().optional(),
      message: z.string().optional(),
      lastTransitionTime: z.string().optional(),
    })
    .optional(),
  history: z.array(historySchema).optional(),
  operationState: operationStateSchema.optional(),
  reconciledAt: z.string().optional(),
  resources: z.array(resourceStatusSchema).optional(),
  sync: z
    .looseObject({
      status: z.string(),
      revision: z.string().optional(),
      revisions: z.array(z.string()).optional(),
      comparedTo: z
        .looseObject({
          source: z.unknown().optional(),
          sources: z.unknown().optional(),
        })
        .optional(),
    })
    .optional(),
});

/** An Argo CD Application, as far as its controller reads it. */
export const applicationSchema = kubeObjectSchema.extend({
  operation: operationSchema.optional(),
  spec: z.looseObject({
    destination: destinationSchema,
    project: z.string(),
    source: sourceSchema.optional(),
    sources: z.array(sourceSchema).optional(),
    ignoreDifferences: z.array(ignoreDifferencesSchema).optional(),
    revisionHistoryLimit: z.number().optional(),
    syncPolicy: z
      .looseObject({
        automated: z
          .looseObject({
            prune: z.boolean().optional(),
            selfHeal: z.boolean().optional(),
            enabled: z.boolean().optional(),
            allowEmpty: z.boolean().optional(),
          })
          .optional(),
        managedNamespaceMetadata: z
          .looseObject({
            labels: z.record(z.string(), z.string()).optional(),
            annotations: z.record(z.string(), z.string()).optional(),
          })
          .optional(),
        retry: retrySchema.optional(),
        syncOptions: z.array(z.string()).optional(),
      })
      .optional(),
  }),
  status: statusSchema.optional(),
});

/** @internal */
export type Application = z.infer<typeof applicationSchema>;
/** @internal */
export type ApplicationStatus = z.infer<typeof statusSchema>;
/** @internal */
export type ApplicationCondition = z.infer<typeof conditionSchema>;
/** @internal */
export type ApplicationSource = z.infer<typeof sourceSchema>;
/** @internal */
export type IgnoreDifferences = z.infer<typeof ignoreDifferencesSchema>;
/** @internal */
export type Destination = z.infer<typeof destinationSchema>;
/** @internal */
export type Operation = z.infer<typeof operationSchema>;
/** @internal */
export type OperationState = z.infer<typeof operationStateSchema>;
/** @internal */
export type OperationPhase = OperationState['phase'];
/** @internal */
export type SyncPhase = ResourceResult['syncPhase'];
/** @internal */
export type ResourceResult = z.infer<typeof resourceResultSchema>;
/** @internal */
export type RetryStrategy = z.infer<typeof retrySchema>;
