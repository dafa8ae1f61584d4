import type { Actor } from '../accounts/types';
import type { ForgeRepository } from '../ForgeRepository';
import type { Review } from '../records/types';
import { ReviewRefusedError } from './ReviewRefusedError';
import type { PullRequest } from './types';

/** @internal */
export type ReviewEvent = 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT';

const states: Record<ReviewEvent, Review['state']> = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
};

/**
 * Gives a review.
 *
 * @param options - without `event` it stays pending, seen by its author only
 * @throws ReviewRefusedError e.g. for an author who approves
 * @internal
 */
export async function createReview(options: {
  repository: ForgeRepository;
  pull: PullRequest;
  by: Actor;
  event?: ReviewEvent;
  body: string;
  /** The head by default. */
  commit?: string;
}): Promise<Review> {
  const { repository, pull, by, event, body } = options;
  if (pendingOf(repository, pull, by)) {
    throw new ReviewRefusedError(
      'User can only have one pending review per pull request',
    );
  }
  if (event) {
    checkEvent({ pull, by, event, body });
  }
  const review = await repository.reviews.add(id => ({
    id,
    pull: pull.number,
    author: by.login,
    authorMayWrite: by.role !== 'read',
    state: event ? states[event] : 'PENDING',
    body,
    commit: options.commit ?? pull.headSha,
    submittedAt: event && new Date().toISOString(),
  }));
  if (event) {
    await announceReview({ repository, pull, review, by });
  }
  return review;
}

/**
 * Hands in a pending review.
 *
 * @throws ReviewRefusedError e.g. for an author who approves
 * @internal
 */
export async function submitReview(options: {
  repository: ForgeRepository;
  pull: PullRequest;
  review: Review;
  by: Actor;
  event: ReviewEvent;
  body?: string;
}): Promise<Review> {
  const { repository, pull, by, event, body = options.review.body } = options;
  if (options.review.state !== 'PENDING') {
    throw new ReviewRefusedError('Can not submit a review that is not pending');
  }
  checkEvent({ pull, by, event, body });
  const review = await repository.reviews.replace({
    ...options.review,
    state: states[event],
    body,
    submittedAt: new Date().toISOString(),
  });
  await announceReview({ repository, pull, review, by });
  return review;
}

/**
 * Takes an approval or a request for changes back.
 *
 * @throws ReviewRefusedError for any other review
 * @internal
 */
export async function dismissReview(options: {
  repository: ForgeRepository;
  pull: PullRequest;
  review: Review;
  by: Actor;
}): Promise<Review> {
  const { repository, pull, by } = options;
  if (!['APPROVED', 'CHANGES_REQUESTED'].includes(options.review.state)) {
    throw new ReviewRefusedError(
      `Can not dismiss a ${options.review.state.toLowerCase()} pull request review`,
    );
  }
  const review = await repository.reviews.replace({
    ...options.review,
    state: 'DISMISSED',
  });
  repository.emit({
    name: 'pull_request_review',
    action: 'dismissed',
    pull,
    review,
    by,
  });
  return review;
}

function pendingOf(
  repository: ForgeRepository,
  pull: PullRequest,
  by: Actor,
): Review | undefined {
  const [pending] = repository.reviews.list(
    review =>
      review.pull === pull.number &&
      review.author === by.login &&
      review.state === 'PENDING',
  );
  return pending;
}

function checkEvent(options: {
  pull: PullRequest;
  by: Actor;
  event: ReviewEvent;
  body: string;
}): void {
  const { pull, by, event, body } = options;
  if (pull.author === by.login && event !== 'COMMENT') {
    const what = event === 'APPROVE' ? 'approve' : 'request changes on';
    throw new ReviewRefusedError(`Can not ${what} your own pull request`);
  }
  if (body === '' && event !== 'APPROVE') {
    throw new ReviewRefusedError(
      event === 'COMMENT'
        ? 'You need to leave a comment.'
        : 'You need to leave a comment indicating the requested changes.',
    );
  }
}

async function announceReview(options: {
  repository: ForgeRepository;
  pull: PullRequest;
  review: Review;
  by: Actor;
}): Promise<void> {
  const { repository, review, by } = options;
  const pull = await repository.pulls.update(options.pull, {
    requestedReviewers: options.pull.requestedReviewers.filter(
      login => login !== by.login,
    ),
  });
  repository.emit({
    name: 'pull_request_review',
    action: 'submitted',
    pull,
    review,
    by,
  });
}
