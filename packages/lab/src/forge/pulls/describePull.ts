import type { ForgeRepository } from '../ForgeRepository';
import type { FileDifference, GitCommit } from '../git/types';
import { isMergeable } from './mergePullRequest';
import type { PullRequest } from './types';

/**
 * What follows from the repository for a pull request.
 *
 * @internal
 */
export interface PullDetails {
  /** Oldest first. */
  commits: GitCommit[];
  files: FileDifference[];
  /** `undefined` for a pull request that is not open. */
  mergeable: boolean | undefined;
}

/** @internal */
export async function describePull(
  { git }: ForgeRepository,
  pull: PullRequest,
): Promise<PullDetails> {
  const start =
    (await git.mergeBase(pull.baseSha, pull.headSha)) ?? pull.baseSha;
  const [commits, files, mergeable] = await Promise.all([
    git.log({ from: pull.baseSha, to: pull.headSha }),
    git.differences(start, pull.headSha),
    pull.state === 'open' ? isMergeable(git, pull) : undefined,
  ]);
  return { commits: commits.reverse(), files, mergeable };
}
