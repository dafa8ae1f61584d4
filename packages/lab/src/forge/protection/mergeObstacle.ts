import type { Actor } from '../accounts/types';
import type { ForgeRepository } from '../ForgeRepository';
import { decisions } from '../pulls/decisions';
import type { PullRequest } from '../pulls/types';
import type { BranchProtection } from '../records/types';
import { isExempt } from './checkRefUpdate';
import { missingChecks } from './missingChecks';
import { ownersOfChange } from './ownersOfChange';

/**
 * Why the protection of its base keeps a pull request from being merged, in GitHub's words; `undefined` when it does not.
 *
 * @param options - `by` is who wants to merge; without, what holds for anyone who is not exempt
 * @internal
 */
export async function mergeObstacle(
  repository: ForgeRepository,
  options: { pull: PullRequest; by?: Actor },
): Promise<string | undefined> {
  const { pull, by } = options;
  const protection = repository.protectionOf(pull.base);
  if (!protection || (by && isExempt(protection, by))) {
    return undefined;
  }
  return (
    (await reviewObstacle(repository, { pull, protection })) ??
    missingChecks(repository, { protection, sha: pull.headSha })
  );
}

async function reviewObstacle(
  repository: ForgeRepository,
  options: { pull: PullRequest; protection: BranchProtection },
): Promise<string | undefined> {
  const { pull } = options;
  const { requiredReviews } = options.protection;
  if (!requiredReviews) {
    return undefined;
  }
  const { count, codeOwners: ownersDecide } = requiredReviews;
  const made = decisions(repository, pull);
  if (made.some(({ state }) => state === 'CHANGES_REQUESTED')) {
    return 'Changes have been requested by a reviewer with write access.';
  }
  if (made.length < count) {
    const reviews = count === 1 ? 'review is' : 'reviews are';
    return `At least ${count} approving ${reviews} required by reviewers with write access.`;
  }
  if (ownersDecide) {
    const approvers = made.map(({ author }) => author.toLowerCase());
    const waiting = (await ownersOfChange(repository, pull)).find(
      owners => !owners.some(owner => approvers.includes(owner.toLowerCase())),
    );
    if (waiting) {
      return `Waiting on code owner review from ${waiting.join(' and/or ')}.`;
    }
  }
  return undefined;
}
