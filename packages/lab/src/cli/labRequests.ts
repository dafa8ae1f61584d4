import { z } from 'zod';

/** What can be asked of a running lab. */
export const labRequestSchema = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('status') }),
  z.object({ verb: z.literal('cut'), cluster: z.string() }),
  z.object({ verb: z.literal('restore'), cluster: z.string() }),
  z.object({ verb: z.literal('restart'), cluster: z.string() }),
  z.object({ verb: z.literal('compact'), cluster: z.string() }),
  z.object({
    verb: z.literal('break'),
    fault: z.string(),
    target: z.string(),
    options: z.record(z.string(), z.string()),
  }),
  z.object({
    verb: z.literal('fix'),
    /** A fault, a target, or both in any order; nothing for everything. */
    words: z.array(z.string()),
  }),
  z.object({
    verb: z.literal('drift'),
    application: z.string(),
    cluster: z.string(),
    keep: z.boolean(),
  }),
  z.object({
    verb: z.literal('heal'),
    application: z.string(),
    cluster: z.string(),
  }),
]);

/** @internal */
export type LabRequest = z.infer<typeof labRequestSchema>;

/** Where a running lab's parts are, and what is wrong with it. */
export const labStatusSchema = z.object({
  pid: z.number(),
  forge: z.string(),
  kubeConfig: z.string(),
  hub: z.string(),
  edges: z.array(
    z.object({ name: z.string(), url: z.string(), cut: z.boolean() }),
  ),
  faults: z.array(
    z.object({
      name: z.string(),
      target: z.string(),
      since: z.string(),
      options: z.record(z.string(), z.string()),
    }),
  ),
  /** What somebody goes on changing by hand. */
  drifted: z.array(z.object({ application: z.string(), cluster: z.string() })),
});

/** @internal */
export type LabStatus = z.infer<typeof labStatusSchema>;
