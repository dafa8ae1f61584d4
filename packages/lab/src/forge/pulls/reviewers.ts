import type { Actor } from '../accounts/types';
import type { ForgeRepository } from '../ForgeRepository';
import { ReviewRefusedError } from './ReviewRefusedError';
import type { PullRequest } from './types';

interface Options {
  repository: ForgeRepository;
  pull: PullRequest;
  /** Logins. */
  reviewers: string[];
  by: Actor;
}

/**
 * Asks people for a review.
 *
 * @throws ReviewRefusedError when the author is among them
 * @internal
 */
export async function requestReviewers(options: Options): Promise<PullRequest> {
  const { repository, pull, reviewers, by } = options;
  if (reviewers.includes(pull.author)) {
    throw new ReviewRefusedError(
      'Review cannot be requested from pull request author.',
    );
  }
  const before = new Set(pull.requestedReviewers);
  const added = reviewers.filter(login => !before.has(login));
  const updated = await repository.pulls.update(pull, {
    requestedReviewers: [...pull.requestedReviewers, ...added],
  });
  for (const reviewer of added) {
    repository.emit({
      name: 'pull_request',
      action: 'review_requested',
      pull: updated,
      reviewer,
      by,
    });
  }
  return updated;
}

/**
 * Asks them no more.
 *
 * @internal
 */
export async function removeReviewers(options: Options): Promise<PullRequest> {
  const { repository, pull, reviewers, by } = options;
  const isGone = (login: string) => reviewers.includes(login);
  const updated = await repository.pulls.update(pull, {
    requestedReviewers: pull.requestedReviewers.filter(login => !isGone(login)),
  });
  for (const reviewer of pull.requestedReviewers.filter(isGone)) {
    repository.emit({
      name: 'pull_request',
      action: 'review_request_removed',
      pull: updated,
      reviewer,
      by,
    });
  }
  return updated;
}
