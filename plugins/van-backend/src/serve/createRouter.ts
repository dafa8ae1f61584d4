import { json } from 'express';
import { createOpenApiRouter } from '../schema/openapi';
import type { RouterOptions, VanRouter } from './RouterOptions';
import { addApplicationRoutes } from './routes/applicationRoutes';
import { addClusterRoutes } from './routes/clusterRoutes';
import { addNetworkRoutes } from './routes/networkRoutes';
import { addPlanRoutes } from './routes/planRoutes';
import { addRuleRoutes } from './routes/ruleRoutes';

/**
 * Serves `schema/openapi.yaml`. Permission comes first: who may read nothing does not even learn whether a request is
 * well formed.
 *
 * @internal
 */
export async function createRouter(options: RouterOptions): Promise<VanRouter> {
  const { access } = options;
  const router = await createOpenApiRouter({
    middleware: [
      (request, _response, next) => {
        access.enter(request).then(() => next(), next);
      },
      json({ limit: '100kb' }),
    ],
  });
  addNetworkRoutes(router, options);
  addClusterRoutes(router, options);
  addApplicationRoutes(router, options);
  addRuleRoutes(router, options);
  addPlanRoutes(router, options);
  return router;
}
