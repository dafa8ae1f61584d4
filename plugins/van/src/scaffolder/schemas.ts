import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** Schema of the field `VanNetworkPicker`. */
export const networkPickerSchema = makeFieldSchema({
  output: z => z.string(),
});

/** Schema of the field `VanTagPicker`. */
export const tagPickerSchema = makeFieldSchema({
  output: z => z.array(z.string()),
  uiOptions: z =>
    z.object({
      of: z
        .enum(['applications', 'clusters'])
        .optional()
        .describe('Whose tags are suggested; applications when absent'),
      networkField: z
        .string()
        .optional()
        .describe('The field that holds the network; network when absent'),
    }),
});

/** Schema of the field `VanPlanReview`. */
export const planReviewSchema = makeFieldSchema({
  output: z =>
    z.object({
      base: z.string().optional().describe('Commit that the plan starts from'),
      digest: z.string().optional().describe('What the plan does, as a hash'),
    }),
});
