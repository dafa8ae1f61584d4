import type { ForgeRepository } from '../ForgeRepository';
import type { CheckRun, CommitStatus } from '../records/types';

/**
 * The newest status of each context of a commit.
 *
 * @internal
 */
export function latestStatuses(
  repository: ForgeRepository,
  sha: string,
): CommitStatus[] {
  const statuses = repository.statuses.list(status => status.sha === sha);
  return newest(statuses, ({ context }) => context);
}

/**
 * The newest check run of each name of a commit, for each App.
 *
 * @internal
 */
export function latestCheckRuns(
  repository: ForgeRepository,
  sha: string,
): CheckRun[] {
  const runs = repository.checkRuns.list(run => run.sha === sha);
  return newest(runs, ({ app, name }) => `${app} ${name}`);
}

function newest<T>(items: T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map(item => [keyOf(item), item])).values()];
}
