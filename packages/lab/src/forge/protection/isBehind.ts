import type { ForgeRepository } from '../ForgeRepository';
import type { PullRequest } from '../pulls/types';

/**
 * Whether a pull request's branch lacks commits of its base although the base's protection asks for them.
 *
 * @internal
 */
export async function isBehind(
  repository: ForgeRepository,
  pull: PullRequest,
): Promise<boolean> {
  const { git } = repository;
  if (!repository.protectionOf(pull.base)?.requiredChecks?.strict) {
    return false;
  }
  const base = await git.resolve(`refs/heads/${pull.base}`);
  return !!base && !(await git.isAncestor(base, pull.headSha));
}
