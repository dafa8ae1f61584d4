import { NotFoundError } from '@backstage/errors';
import { readableNetwork } from '../readableNetwork';
import type { RouterOptions, VanRouter } from '../RouterOptions';

/** @internal */
export function addApplicationRoutes(
  router: VanRouter,
  options: RouterOptions,
): void {
  const { views } = options;

  router.get('/networks/:network/applications', async (request, response) => {
    const network = await readableNetwork(request, options);
    response.json(await views.applications(network, request.query));
  });

  router.get(
    '/networks/:network/applications/:application',
    async (request, response) => {
      const network = await readableNetwork(request, options);
      const { application } = request.params;
      const view = await views.application(network, application);
      if (!view) {
        throw new NotFoundError(
          `Network ${network} has no application ${application}, declared or seen`,
        );
      }
      response.json(view);
    },
  );
}
