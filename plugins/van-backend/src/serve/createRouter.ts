import { json, type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { createOpenApiRouter } from '../schema/openapi';
import type { RouterOptions } from './RouterOptions';
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
export async function createRouter(options: RouterOptions): Promise<Router> {
  const api = await createOpenApiRouter({
    middleware: [json({ limit: '100kb' })],
  });
  addNetworkRoutes(api, options);
  addClusterRoutes(api, options);
  addApplicationRoutes(api, options);
  addRuleRoutes(api, options);
  addPlanRoutes(api, options);

  const router = PromiseRouter();
  router.use(async request => {
    await options.access.enter(request);
    return 'next';
  });
  router.use(api);
  return router;
}
