import { z } from 'zod';

/**
 * What is kept of a node, in memory only.
 *
 * @internal
 */
export interface NodeState {
  name: string;
  ready: boolean;
}

const nodeSchema = z.object({
  metadata: z.object({ name: z.string() }),
  status: z
    .object({
      conditions: z
        .array(z.object({ type: z.string(), status: z.string() }))
        .nullish(),
    })
    .nullish(),
});

/** @internal */
export function projectNode(object: unknown): NodeState {
  const { metadata, status } = nodeSchema.parse(object);
  return {
    name: metadata.name,
    ready: (status?.conditions ?? []).some(
      condition => condition.type === 'Ready' && condition.status === 'True',
    ),
  };
}
