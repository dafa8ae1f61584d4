import type { ForgeRepository } from '../ForgeRepository';
import type { FileDifference, GitCommit } from '../git/types';
import type { PullRequest } from './types';

/**
 * What a pull request would change.
 *
 * @internal
 */
export interface PullDetails {
  /** Oldest first. */
  commits: GitCommit[];
  files: FileDifference[];
}

/** @internal */
export async function describePull(
  { git }: ForgeRepository,
  pull: PullRequest,
): Promise<PullDetails> {
  const start =
    (await git.mergeBase(pull.baseSha, pull.headSha)) ?? pull.baseSha;
  const [commits, files] = await Promise.all([
    git.log({ from: pull.baseSha, to: pull.headSha }),
    git.differences(start, pull.headSha),
  ]);
  return { commits: commits.reverse(), files };
}
