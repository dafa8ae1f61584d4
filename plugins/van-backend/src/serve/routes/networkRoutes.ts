import { readableNetwork } from '../readableNetwork';
import type { RouterOptions, VanRouter } from '../RouterOptions';

/** @internal */
export function addNetworkRoutes(
  router: VanRouter,
  options: RouterOptions,
): void {
  const { access, views } = options;

  router.get('/networks', async (request, response) => {
    const names = await access.filterReadable(
      request,
      await views.networkNames(),
    );
    response.json({
      items: await Promise.all(names.map(name => views.network(name))),
    });
  });

  router.get('/networks/:network', async (request, response) => {
    const network = await readableNetwork(request, options);
    response.json(await views.network(network));
  });

  router.get('/networks/:network/topology', async (request, response) => {
    const network = await readableNetwork(request, options);
    response.json(await views.topology(network));
  });

  router.get('/networks/:network/tags', async (request, response) => {
    const network = await readableNetwork(request, options);
    response.json(await views.tags(network));
  });
}
