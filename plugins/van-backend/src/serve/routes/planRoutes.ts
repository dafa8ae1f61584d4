import { ServiceUnavailableError } from '@backstage/errors';
import { planChange } from '../../plan/planChange';
import { readableNetwork } from '../readableNetwork';
import type { RouterOptions, VanRouter } from '../RouterOptions';

/** @internal */
export function addPlanRoutes(router: VanRouter, options: RouterOptions): void {
  const { access, fleet, views } = options;

  router.post('/networks/:network/plan', async (request, response) => {
    await access.assertChangeable(request, request.params.network);
    const network = await readableNetwork(request, options);
    if (!fleet) {
      throw new ServiceUnavailableError(
        'No change can be planned: set van.fleet.url in the configuration to the address of the fleet repository',
      );
    }
    response.json(
      await planChange({
        fleet,
        network,
        change: request.body.change,
        views,
      }),
    );
  });
}
