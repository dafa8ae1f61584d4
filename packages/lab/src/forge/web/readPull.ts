import type { Actor } from '../accounts/types';
import { latestCheckRuns, latestStatuses } from '../checks/latestStatuses';
import type { ForgeRepository } from '../ForgeRepository';
import { isBehind } from '../protection/isBehind';
import { mergeObstacle } from '../protection/mergeObstacle';
import { describePull } from '../pulls/describePull';
import { isMergeable } from '../pulls/isMergeable';
import type { PullRequest } from '../pulls/types';
import type { PullPageOptions } from './pullPage';

/**
 * What the page of a pull request shows to someone.
 *
 * @internal
 */
export async function readPull(options: {
  repository: ForgeRepository;
  pull: PullRequest;
  actor: Actor;
}): Promise<PullPageOptions> {
  const { repository, actor } = options;
  // A button may just have changed it.
  const pull =
    (await repository.pulls.get(options.pull.number)) ?? options.pull;
  const [details, mergeable, obstacle, behind] = await Promise.all([
    describePull(repository, pull),
    pull.state === 'open' ? isMergeable(repository.git, pull) : false,
    mergeObstacle(repository, { pull, by: actor }),
    isBehind(repository, pull),
  ]);
  return {
    repository,
    pull,
    actor,
    mergeable,
    obstacle:
      obstacle ??
      (behind
        ? `${pull.head} lacks commits that ${pull.base} has.`
        : undefined),
    ...details,
    statuses: latestStatuses(repository, pull.headSha),
    checkRuns: latestCheckRuns(repository, pull.headSha),
    reviews: repository.reviews.list(
      review => review.pull === pull.number && review.state !== 'PENDING',
    ),
    comments: repository.comments.list(comment => comment.pull === pull.number),
  };
}
