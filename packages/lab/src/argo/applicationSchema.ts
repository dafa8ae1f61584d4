import { z } from 'zod';
import { kubeObjectSchema } from '../controller';

export const applicationKind = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
};

const sourceSchema = z.looseObject({
  repoURL: z.string(),
  path: z.string().optional(),
  targetRevision: z.string().optional(),
  directory: z.looseObject({ recurse: z.boolean().optional() }).optional(),
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
      source: sourceSchema.optional(),
      syncOptions: z.array(z.string()).optional(),
    })
    .optional(),
});

const resourceResultSchema = z.looseObject({
  group: z.string(),
  version: z.string(),
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  status: z.enum(['Synced', 'SyncFailed', 'Pruned', 'PruneSkipped']),
  message: z.string(),
  syncPhase: z.string(),
  hookPhase: z.string().optional(),
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
      source: sourceSchema.optional(),
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
});

const historySchema = z.looseObject({
  id: z.number(),
  revision: z.string(),
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
    })
    .optional(),
});

/** An Argo CD Application with one source, as far as its controller reads it. */
export const applicationSchema = kubeObjectSchema.extend({
  operation: operationSchema.optional(),
  spec: z.looseObject({
    destination: destinationSchema,
    project: z.string(),
    source: sourceSchema.optional(),
    revisionHistoryLimit: z.number().optional(),
    syncPolicy: z
      .looseObject({
        automated: z
          .looseObject({
            prune: z.boolean().optional(),
            selfHeal: z.boolean().optional(),
            enabled: z.boolean().optional(),
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
export type Destination = z.infer<typeof destinationSchema>;
/** @internal */
export type Operation = z.infer<typeof operationSchema>;
/** @internal */
export type OperationState = z.infer<typeof operationStateSchema>;
/** @internal */
export type ResourceResult = z.infer<typeof resourceResultSchema>;
/** @internal */
export type RetryStrategy = z.infer<typeof retrySchema>;
