import { kubeTime } from '../controller';
import type { ApplicationCondition } from './applicationSchema';

/** A condition that was found just now. */
export type NewCondition = Omit<ApplicationCondition, 'lastTransitionTime'>;

/** The conditions that say what a comparison found. */
export const comparisonConditions = [
  'ComparisonError',
  'SharedResourceWarning',
  'RepeatedResourceWarning',
  'ExcludedResourceWarning',
];

/** The conditions that say what is wrong with a specification. */
export const specConditions = ['InvalidSpecError', 'UnknownError'];

/**
 * Conditions after some types were looked at: of these only what was found stays, the others stay as they were. Undefined
 * when there are none.
 */
export function conditionsAfter(
  before: readonly ApplicationCondition[] | undefined,
  options: {
    evaluated: readonly string[];
    found: readonly NewCondition[];
    now: Date;
  },
): ApplicationCondition[] | undefined {
  const { evaluated, found, now } = options;
  const kept = (before ?? []).filter(({ type }) => !evaluated.includes(type));
  const current = found.map(({ type, message }) => {
    const known = before?.find(condition => condition.type === type);
    return known?.message === message
      ? known
      : { lastTransitionTime: kubeTime(now), message, type };
  });
  const all = [...kept, ...current].sort((a, b) =>
    keyOf(a) < keyOf(b) ? -1 : 1,
  );
  return all.length > 0 ? all : undefined;
}

/** Several conditions in one line, as operations say why they cannot run. */
export function formatConditions(conditions: readonly NewCondition[]): string {
  return conditions.map(({ type, message }) => `${type}: ${message}`).join(';');
}

function keyOf(condition: ApplicationCondition): string {
  return `${condition.type}/${condition.message}`;
}
