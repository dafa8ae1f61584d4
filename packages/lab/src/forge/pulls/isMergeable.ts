import type { GitRepository } from '../git/GitRepository';
import type { PullRequest } from './types';

/**
 * Whether a pull request can be merged without conflicts into its base as it is now.
 *
 * @internal
 */
export async function isMergeable(
  git: GitRepository,
  pull: PullRequest,
): Promise<boolean> {
  const base = await git.resolve(`refs/heads/${pull.base}`);
  return !!base && !!(await git.mergeTree(base, pull.headSha));
}
