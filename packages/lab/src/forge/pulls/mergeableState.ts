import { combine, stateOfCheckRun, stateOfStatus } from '../checks/checkState';
import { latestCheckRuns, latestStatuses } from '../checks/latestStatuses';
import type { ForgeRepository } from '../ForgeRepository';
import { isBehind } from '../protection/isBehind';
import { mergeObstacle } from '../protection/mergeObstacle';
import type { PullRequest } from './types';

/** @internal */
export type MergeableState =
  | 'behind'
  | 'blocked'
  | 'clean'
  | 'dirty'
  | 'draft'
  | 'unknown'
  | 'unstable';

/**
 * What GitHub sums up about merging a pull request.
 *
 * @param options - `mergeable` is `undefined` while nobody knows, and when it is not open
 * @internal
 */
export async function mergeableState(
  repository: ForgeRepository,
  options: { pull: PullRequest; mergeable: boolean | undefined },
): Promise<MergeableState> {
  const { pull, mergeable } = options;
  if (mergeable === undefined) {
    return 'unknown';
  }
  if (!mergeable) {
    return 'dirty';
  }
  if (pull.draft) {
    return 'draft';
  }
  if (await mergeObstacle(repository, { pull })) {
    return 'blocked';
  }
  if (await isBehind(repository, pull)) {
    return 'behind';
  }
  const states = [
    ...latestStatuses(repository, pull.headSha).map(stateOfStatus),
    ...latestCheckRuns(repository, pull.headSha).map(stateOfCheckRun),
  ];
  return states.length > 0 && combine(states) !== 'success'
    ? 'unstable'
    : 'clean';
}
