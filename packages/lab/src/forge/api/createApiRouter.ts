import express, { type ErrorRequestHandler, type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { ApiContext } from './ApiContext';
import { ApiError } from './ApiError';
import { ApiRoutes } from './ApiRoutes';
import { addCommitRoutes } from './routes/commitRoutes';
import { addContentRoutes } from './routes/contentRoutes';
import { addObjectRoutes } from './routes/objectRoutes';
import { addPullRoutes } from './routes/pullRoutes';
import { addRefRoutes } from './routes/refRoutes';
import { addRepositoryRoutes } from './routes/repositoryRoutes';

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
  addRepositoryRoutes(routes);
  addRefRoutes(routes);
  addObjectRoutes(routes);
  addCommitRoutes(routes);
  addContentRoutes(routes);
  addPullRoutes(routes);

  router.use((request, _response) => {
    context.counts.add(`${request.method} (no such route)`);
    context.checkRateLimit(request);
    throw ApiError.notFound();
  });
  router.use(answerErrors(context));
  return router;
}

function answerErrors(context: ApiContext): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const failure = toApiError(error);
    context.json(request, response, {
      status: failure.status,
      body: {
        message: failure.message,
        ...(failure.errors && { errors: failure.errors }),
        documentation_url: failure.documentationUrl,
        status: String(failure.status),
      },
    });
  };
}

function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) {
    return error;
  }
  const type =
    error instanceof Error && 'type' in error ? error.type : undefined;
  if (type === 'entity.parse.failed') {
    return new ApiError(400, 'Problems parsing JSON');
  }
  if (type === 'entity.too.large') {
    return new ApiError(413, 'Payload too large');
  }
  return new ApiError(500, 'Server Error');
}
