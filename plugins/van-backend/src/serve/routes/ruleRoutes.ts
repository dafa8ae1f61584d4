import { readableNetwork } from '../readableNetwork';
import type { RouterOptions, VanRouter } from '../RouterOptions';

/** @internal */
export function addRuleRoutes(router: VanRouter, options: RouterOptions): void {
  router.get('/networks/:network/rules', async (request, response) => {
    const network = await readableNetwork(request, options);
    response.json(await options.views.rules(network, request.query));
  });
}
