import { z } from 'zod';
import { kubeObjectSchema } from '../../controller';

export const applicationSetKind = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'ApplicationSet',
};

const conditionSchema = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string(),
  message: z.string(),
  lastTransitionTime: z.string().optional(),
});

const statusSchema = z.looseObject({
  conditions: z.array(conditionSchema).optional(),
});

/** An ApplicationSet with list generators, as far as its controller reads it. */
export const applicationSetSchema = kubeObjectSchema.extend({
  spec: z.looseObject({
    generators: z.array(
      z.looseObject({
        list: z
          .looseObject({ elements: z.array(z.record(z.string(), z.unknown())) })
          .optional(),
      }),
    ),
    goTemplate: z.boolean().optional(),
    template: z.looseObject({
      metadata: z.looseObject({}),
      spec: z.looseObject({}),
    }),
    templatePatch: z.string().optional(),
    syncPolicy: z
      .looseObject({
        preserveResourcesOnDeletion: z.boolean().optional(),
        applicationsSync: z
          .enum(['sync', 'create-only', 'create-update', 'create-delete'])
          .optional(),
      })
      .optional(),
    preservedFields: z
      .looseObject({
        annotations: z.array(z.string()).optional(),
        labels: z.array(z.string()).optional(),
      })
      .optional(),
  }),
  status: statusSchema.optional(),
});

/** @internal */
export type ApplicationSet = z.infer<typeof applicationSetSchema>;
/** @internal */
export type ApplicationSetStatus = z.infer<typeof statusSchema>;
/** @internal */
export type ApplicationSetCondition = z.infer<typeof conditionSchema>;
