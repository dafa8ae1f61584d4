import { z } from 'zod';
import { createReview, dismissReview, submitReview } from '../../pulls/reviews';
import { removeReviewers, requestReviewers } from '../../pulls/reviewers';
import type { Review } from '../../records/types';
import type { ApiCall } from '../ApiCall';
import { ApiError } from '../ApiError';
import type { Access, ApiRoutes } from '../ApiRoutes';
import { serialisePull } from '../serialise/pull';
import { serialiseReview } from '../serialise/review';
import { serialiseUser } from '../serialise/user';

const access: Access = { permission: 'pull_requests' };
/** Whoever may read may review; it just does not count. */
const byReaders: Access = { ...access, role: 'read', createsContent: true };
const eventSchema = z.enum(['APPROVE', 'REQUEST_CHANGES', 'COMMENT']);
const createSchema = z
  .object({
    event: eventSchema.optional(),
    body: z.string().default(''),
    commit_id: z.string().optional(),
  })
  .prefault({});
const submitSchema = z.object({
  event: eventSchema,
  body: z.string().optional(),
});
const updateSchema = z.object({ body: z.string() });
const dismissSchema = z.object({ message: z.string() });
const reviewersSchema = z.object({
  reviewers: z.array(z.string()).default([]),
  team_reviewers: z.array(z.string()).default([]),
});

/**
 * Reviews, and who is asked for one.
 *
 * @internal
 */
export function addReviewRoutes(routes: ApiRoutes): void {
  const { accounts, view } = routes.context;
  const reviews = '/pulls/{number}/reviews';
  const requested = '/pulls/{number}/requested_reviewers';

  const answer = (call: ApiCall, review: Review) => {
    const { repository } = call;
    call.json(serialiseReview({ review, repository, view }));
  };

  routes.repository(`GET ${reviews}`, access, async call => {
    const { repository } = call;
    const { number } = await call.pull();
    const visible = repository.reviews.list(
      review => review.pull === number && mayRead(call, review),
    );
    call.list(visible, review => serialiseReview({ review, repository, view }));
  });

  routes.repository(`POST ${reviews}`, byReaders, async call => {
    const { repository, user } = call;
    const pull = await call.pull();
    const { event, body, commit_id: commit } = call.body(createSchema);
    const review = await createReview({
      repository,
      pull,
      by: user,
      event,
      body,
      commit,
    });
    answer(call, review);
  });

  routes.repository(`GET ${reviews}/{review}`, access, async call => {
    answer(call, await reviewOf(call));
  });

  routes.repository(`PUT ${reviews}/{review}`, byReaders, async call => {
    const { repository, user } = call;
    const before = await reviewOf(call);
    requireAuthor(call, before);
    const { body } = call.body(updateSchema);
    const review = await repository.reviews.replace({ ...before, body });
    if (review.state !== 'PENDING') {
      repository.emit({
        name: 'pull_request_review',
        action: 'edited',
        pull: await call.pull(),
        review,
        bodyBefore: before.body,
        by: user,
      });
    }
    answer(call, review);
  });

  routes.repository(`DELETE ${reviews}/{review}`, byReaders, async call => {
    const review = await reviewOf(call);
    requireAuthor(call, review);
    if (review.state !== 'PENDING') {
      throw ApiError.unprocessable(
        'Can not delete a non-pending pull request review',
      );
    }
    await call.repository.reviews.remove(review.id);
    answer(call, review);
  });

  routes.repository(
    `POST ${reviews}/{review}/events`,
    byReaders,
    async call => {
      const { repository, user } = call;
      const pull = await call.pull();
      const review = await reviewOf(call);
      requireAuthor(call, review);
      const { event, body } = call.body(submitSchema);
      answer(
        call,
        await submitReview({ repository, pull, review, by: user, event, body }),
      );
    },
  );

  routes.repository(
    `PUT ${reviews}/{review}/dismissals`,
    access,
    async call => {
      const { repository, user } = call;
      const pull = await call.pull();
      const review = await reviewOf(call);
      call.body(dismissSchema);
      answer(call, await dismissReview({ repository, pull, review, by: user }));
    },
  );

  routes.repository(`GET ${requested}`, access, async call => {
    const { requestedReviewers } = await call.pull();
    call.json({
      users: requestedReviewers.map(login => serialiseUser(login, view)),
      teams: [],
    });
  });

  routes.repository(`POST ${requested}`, access, async call => {
    const { repository, user } = call;
    const { reviewers } = call.body(reviewersSchema);
    if (reviewers.some(login => !accounts.findUser(login))) {
      throw new ApiError(
        422,
        `Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the ${repository.fullName} repository.`,
        {
          documentation:
            '/pulls/review-requests#request-reviewers-for-a-pull-request',
        },
      );
    }
    const pull = await requestReviewers({
      repository,
      pull: await call.pull(),
      reviewers,
      by: user,
    });
    call.json(serialisePull({ pull, repository, view }), 201);
  });

  routes.repository(`DELETE ${requested}`, access, async call => {
    const { repository, user } = call;
    const { reviewers } = call.body(reviewersSchema);
    const pull = await removeReviewers({
      repository,
      pull: await call.pull(),
      reviewers,
      by: user,
    });
    call.json(serialisePull({ pull, repository, view }));
  });
}

async function reviewOf(call: ApiCall): Promise<Review> {
  const { number } = await call.pull();
  const review = call.repository.reviews.find(Number(call.params.review));
  if (!review || review.pull !== number || !mayRead(call, review)) {
    throw ApiError.notFound('/pulls/reviews#get-a-review-for-a-pull-request');
  }
  return review;
}

function mayRead(call: ApiCall, review: Review): boolean {
  return review.state !== 'PENDING' || review.author === call.actor?.login;
}

function requireAuthor(call: ApiCall, review: Review): void {
  if (review.author !== call.user.login) {
    throw new ApiError(403, 'Must be the author of the review.', {
      documentation: '/pulls/reviews',
    });
  }
}
