import { z } from 'zod';

/** A condition in the status of a Skupper object (`metav1.Condition`). */
export const conditionSchema = z.object({
  type: z.string(),
  status: z.enum(['True', 'False', 'Unknown']),
  reason: z.string(),
  message: z.string(),
  observedGeneration: z.number().optional(),
  lastTransitionTime: z.string(),
});

/** @internal */
export type Condition = z.infer<typeof conditionSchema>;

/** A condition as it should be, before its time is known. */
export type WantedCondition = Omit<Condition, 'lastTransitionTime'>;

/**
 * Brings conditions up to date the way `meta.SetStatusCondition` does: the time changes only with the status, known
 * types keep their place, new ones come last.
 */
export function withConditions(
  known: readonly Condition[],
  wanted: readonly WantedCondition[],
  now: string,
): Condition[] {
  const result = [...known];
  for (const condition of wanted) {
    const index = result.findIndex(({ type }) => type === condition.type);
    const before = result[index];
    const lastTransitionTime =
      before?.status === condition.status ? before.lastTransitionTime : now;
    const next = { ...condition, lastTransitionTime };
    if (before) {
      result[index] = next;
    } else {
      result.push(next);
    }
  }
  return result;
}

/** A condition of Skupper that holds. */
export function fulfilled(type: string, generation: number): WantedCondition {
  return {
    type,
    status: 'True',
    reason: 'Ready',
    message: 'OK',
    observedGeneration: generation,
  };
}

/** A condition of Skupper that does not hold yet. */
export function pending(
  type: string,
  message: string,
  generation: number,
): WantedCondition {
  return {
    type,
    status: 'False',
    reason: 'Pending',
    message,
    observedGeneration: generation,
  };
}
