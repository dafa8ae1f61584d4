import { NotFoundError } from '@backstage/errors';
import { readableNetwork } from '../readableNetwork';
import type { RouterOptions, VanRouter } from '../RouterOptions';

/** @internal */
export function addClusterRoutes(
  router: VanRouter,
  options: RouterOptions,
): void {
  const { views } = options;

  router.get('/networks/:network/clusters', async (request, response) => {
    const network = await readableNetwork(request, options);
    response.json(await views.clusters(network, request.query));
  });

  router.get(
    '/networks/:network/clusters/:cluster',
    async (request, response) => {
      const network = await readableNetwork(request, options);
      const { cluster } = request.params;
      const view = await views.cluster(network, cluster);
      if (!view) {
        throw new NotFoundError(
          `Network ${network} has no cluster ${cluster}, declared or seen`,
        );
      }
      response.json(view);
    },
  );
}
