import express, { type ErrorRequestHandler, type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { ApiCall } from './ApiCall';
import type { ApiContext } from './ApiContext';
import { ApiRoutes } from './ApiRoutes';
import { addAppRoutes } from './routes/appRoutes';
import { addCheckRoutes } from './routes/checkRoutes';
import { addCommentRoutes } from './routes/commentRoutes';
import { addCommitRoutes } from './routes/commitRoutes';
import { addContentRoutes } from './routes/contentRoutes';
import { addForkRoutes } from './routes/forkRoutes';
import { addIssueRoutes } from './routes/issueRoutes';
import { addLabelRoutes } from './routes/labelRoutes';
import { addObjectRoutes } from './routes/objectRoutes';
import { addProtectionRoutes } from './routes/protectionRoutes';
import { addPullRoutes } from './routes/pullRoutes';
import { addRefRoutes } from './routes/refRoutes';
import { addRepositoryRoutes } from './routes/repositoryRoutes';
import { addReviewRoutes } from './routes/reviewRoutes';
import { addStatusRoutes } from './routes/statusRoutes';
import { addUpdateBranchRoutes } from './routes/updateBranchRoutes';
import { addUserRoutes } from './routes/userRoutes';
import { addWebhookRoutes } from './routes/webhookRoutes';
import { toApiError } from './toApiError';

/**
 * The part of the GitHub REST API that reading a repository and proposing changes to it needs, as a GitHub Enterprise
 * Server has it under `/api/v3`: https://docs.github.com/enterprise-server/rest
 *
 * @internal
 */
export function createApiRouter(context: ApiContext): Router {
  const router = PromiseRouter();
  // GitHub reads every body as JSON, whatever its media type.
  router.use(express.json({ type: () => true, limit: '40mb' }));

  const routes = new ApiRoutes(router, context);
  addUserRoutes(routes);
  addAppRoutes(routes);
  // Before the branches, whose names may have slashes.
  addProtectionRoutes(routes);
  addRepositoryRoutes(routes);
  addForkRoutes(routes);
  addRefRoutes(routes);
  addObjectRoutes(routes);
  // Before the commits, whose names may have slashes.
  addStatusRoutes(routes);
  addCheckRoutes(routes);
  addCommitRoutes(routes);
  addContentRoutes(routes);
  addPullRoutes(routes);
  addUpdateBranchRoutes(routes);
  addReviewRoutes(routes);
  addIssueRoutes(routes);
  addCommentRoutes(routes);
  addLabelRoutes(routes);
  addWebhookRoutes(routes);
  routes.addRest();

  router.use(answerErrors(context));
  return router;
}

function answerErrors(context: ApiContext): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    new ApiCall(context, { request, response }).fail(toApiError(error));
  };
}
