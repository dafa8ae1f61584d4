import type { ForgeRepository } from '../ForgeRepository';
import type { Review } from '../records/types';
import type { PullRequest } from './types';

const deciding: Review['state'][] = ['APPROVED', 'CHANGES_REQUESTED'];

/**
 * The last approval or request for changes of each reviewer who may write; whoever's was dismissed has none.
 *
 * @internal
 */
export function decisions(
  repository: ForgeRepository,
  pull: PullRequest,
): Review[] {
  const last = new Map<string, Review>();
  const reviews = repository.reviews.list(
    review => review.pull === pull.number && review.authorMayWrite,
  );
  for (const review of reviews) {
    if (deciding.includes(review.state) || review.state === 'DISMISSED') {
      last.set(review.author, review);
    }
  }
  return [...last.values()].filter(({ state }) => deciding.includes(state));
}
