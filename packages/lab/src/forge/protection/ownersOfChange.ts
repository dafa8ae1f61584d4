import type { ForgeRepository } from '../ForgeRepository';
import type { PullRequest } from '../pulls/types';
import { codeOwners } from './codeOwners';

type Change = Pick<PullRequest, 'author' | 'base' | 'baseSha' | 'headSha'>;

/**
 * Who owns what a pull request changes: of each group one must approve. What its author owns needs nobody else.
 *
 * @internal
 */
export async function ownersOfChange(
  repository: ForgeRepository,
  pull: Change,
): Promise<string[][]> {
  const { git } = repository;
  const start = await git.mergeBase(pull.baseSha, pull.headSha);
  const base = await git.resolve(`refs/heads/${pull.base}`);
  const files = await git.differences(start ?? pull.baseSha, pull.headSha);
  const groups = await codeOwners(repository, {
    commit: base ?? pull.baseSha,
    paths: files.map(({ path }) => path),
  });
  const author = pull.author.toLowerCase();
  return groups.filter(owners =>
    owners.every(owner => owner.toLowerCase() !== author),
  );
}

/**
 * Whom GitHub asks for a review of a new pull request: all who own a part of what it changes.
 *
 * @internal
 */
export async function codeOwnersOfChange(
  repository: ForgeRepository,
  pull: Change,
): Promise<string[]> {
  const groups = await ownersOfChange(repository, pull);
  return [...new Set(groups.flat())];
}
