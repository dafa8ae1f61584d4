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

/** The part of its status that every object of Skupper has. */
export const statusSchema = z.looseObject({
  conditions: z.array(conditionSchema).optional(),
  status: z.string().optional(),
  message: z.string().optional(),
});

/** @internal */
export type SkupperStatus = z.infer<typeof statusSchema>;

/** How a condition is: what Skupper writes into its status, reason and message. */
export interface ConditionState {
  status: 'True' | 'False';
  reason: 'Ready' | 'Pending' | 'Error';
  message: string;
}

/** It holds. */
export const fulfilled: ConditionState = {
  status: 'True',
  reason: 'Ready',
  message: 'OK',
};

/** It does not hold yet. */
export function pending(message: string): ConditionState {
  return { status: 'False', reason: 'Pending', message };
}

/** It cannot hold. */
export function failed(message: string): ConditionState {
  return { status: 'False', reason: 'Error', message };
}

/** When, and of which generation of the object, a condition is said. */
export interface Observation {
  generation: number;
  /** `metav1.Time` */
  now: string;
}

/**
 * Sets one condition the way Skupper does: the time changes only with the status, new types come last, and `Ready`,
 * `status` and `message` follow from the first of the required conditions that does not hold. Returns the very same
 * status when nothing changed.
 */
export function withCondition(
  status: SkupperStatus,
  condition: { type: string; state: ConditionState; required: string[] },
  observed: Observation,
): SkupperStatus {
  const known = status.conditions ?? [];
  const conditions = withState(known, condition, observed);
  if (conditions === known) {
    return status;
  }
  const ready = readyState(conditions, condition.required);
  return {
    ...status,
    conditions: withState(
      conditions,
      { type: 'Ready', state: ready },
      observed,
    ),
    status: ready.reason,
    message: ready.message,
  };
}

/** Sets one condition and nothing that follows from it. Returns the very same list when nothing changed. */
export function withState(
  known: Condition[],
  condition: { type: string; state: ConditionState },
  observed: Observation,
): Condition[] {
  const { type, state } = condition;
  const index = known.findIndex(candidate => candidate.type === type);
  const before = index < 0 ? undefined : known[index];
  if (
    before?.status === state.status &&
    before.reason === state.reason &&
    before.message === state.message &&
    before.observedGeneration === observed.generation
  ) {
    return known;
  }
  const next: Condition = {
    type,
    ...state,
    observedGeneration: observed.generation,
    lastTransitionTime:
      before?.status === state.status
        ? before.lastTransitionTime
        : observed.now,
  };
  return before ? known.with(index, next) : [...known, next];
}

/** Whether a condition holds. */
export function isTrue(
  status: SkupperStatus | undefined,
  type: string,
): boolean {
  return (status?.conditions ?? []).some(
    condition => condition.type === type && condition.status === 'True',
  );
}

function readyState(
  conditions: readonly Condition[],
  required: readonly string[],
): ConditionState {
  for (const type of required) {
    const condition = conditions.find(candidate => candidate.type === type);
    if (!condition) {
      return pending(`Not ${type}`);
    }
    if (condition.status === 'False') {
      return condition.reason === 'Error'
        ? failed(condition.message)
        : pending(condition.message);
    }
  }
  return fulfilled;
}
