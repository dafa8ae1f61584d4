import { z } from 'zod';
import { kubeObjectSchema } from '../controller';

const templateSchema = z.looseObject({
  metadata: z
    .looseObject({
      labels: z.record(z.string(), z.string()).optional(),
      annotations: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  spec: z.looseObject({
    containers: z.array(z.looseObject({ name: z.string(), image: z.string() })),
  }),
});

const replicaCountsSchema = z.looseObject({
  observedGeneration: z.number().default(0),
  replicas: z.number().default(0),
  readyReplicas: z.number().default(0),
  availableReplicas: z.number().default(0),
});

const conditionSchema = z.looseObject({
  type: z.string(),
  status: z.string(),
  reason: z.string().optional(),
  message: z.string().optional(),
  lastTransitionTime: z.string().optional(),
  lastUpdateTime: z.string().optional(),
});

/** A Deployment, as far as its controller reads it. */
export const deploymentSchema = kubeObjectSchema.extend({
  spec: z.looseObject({
    replicas: z.number().default(1),
    paused: z.boolean().default(false),
    progressDeadlineSeconds: z.number().default(600),
    selector: z.looseObject({
      matchLabels: z.record(z.string(), z.string()).default({}),
    }),
    template: templateSchema,
  }),
  status: z
    .looseObject({ conditions: z.array(conditionSchema).optional() })
    .optional(),
});

/** A ReplicaSet, as far as its controller reads it. */
export const replicaSetSchema = kubeObjectSchema.extend({
  spec: z.looseObject({
    replicas: z.number().default(1),
    template: templateSchema,
  }),
  status: replicaCountsSchema.prefault({}),
});

/** A Pod, as far as the lab's kubelet reads it. */
export const podSchema = kubeObjectSchema.extend({
  spec: z.looseObject({
    nodeName: z.string().optional(),
    containers: z.array(
      z.looseObject({
        name: z.string(),
        image: z.string(),
        resources: z
          .looseObject({
            requests: z.record(z.string(), z.unknown()).optional(),
            limits: z.record(z.string(), z.unknown()).optional(),
          })
          .optional(),
      }),
    ),
  }),
  status: z
    .looseObject({
      phase: z.string().optional(),
      podIP: z.string().optional(),
      conditions: z.array(conditionSchema).default([]),
      startTime: z.string().optional(),
      containerStatuses: z
        .array(
          z.looseObject({
            state: z.looseObject({
              waiting: z.looseObject({ reason: z.string() }).optional(),
            }),
          }),
        )
        .optional(),
    })
    .prefault({}),
});

/** @internal */
export type Deployment = z.infer<typeof deploymentSchema>;
/** @internal */
export type ReplicaSet = z.infer<typeof replicaSetSchema>;
/** @internal */
export type Pod = z.infer<typeof podSchema>;
/** @internal */
export type WorkloadCondition = z.infer<typeof conditionSchema>;

/** Whether a Pod is ready to serve. */
export function isReady(pod: Pod): boolean {
  return pod.status.conditions.some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
}
