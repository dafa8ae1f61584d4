import type { ForgeRepository } from '../ForgeRepository';
import type { CheckRun, CommitStatus } from '../records/types';
import { latestCheckRuns, latestStatuses } from './latestStatuses';

/** @internal */
export type CheckState = 'success' | 'failure' | 'pending';

/**
 * How a commit stands in one status context or check run of that name; `undefined` when nobody has said anything.
 *
 * @internal
 */
export function checkState(
  repository: ForgeRepository,
  options: { sha: string; context: string },
): CheckState | undefined {
  const { sha, context } = options;
  const states = [
    ...latestStatuses(repository, sha)
      .filter(status => status.context === context)
      .map(stateOfStatus),
    ...latestCheckRuns(repository, sha)
      .filter(run => run.name === context)
      .map(stateOfCheckRun),
  ];
  return states.length === 0 ? undefined : combine(states);
}

/** @internal */
export function stateOfStatus({ state }: CommitStatus): CheckState {
  return state === 'error' ? 'failure' : state;
}

/** @internal */
export function stateOfCheckRun(run: CheckRun): CheckState {
  if (run.status !== 'completed') {
    return 'pending';
  }
  const good = ['success', 'neutral', 'skipped'];
  return good.includes(run.conclusion ?? '') ? 'success' : 'failure';
}

/**
 * Failed when one has failed, pending when one is or there is none.
 *
 * @internal
 */
export function combine(states: CheckState[]): CheckState {
  if (states.includes('failure')) {
    return 'failure';
  }
  return states.length === 0 || states.includes('pending')
    ? 'pending'
    : 'success';
}
