import { NotFoundError } from '@backstage/errors';
import type { AnyRequest } from '../permissions';
import type { RouterOptions } from './RouterOptions';

/**
 * The network of a request's path, when the caller may read it and it exists.
 *
 * @throws NotAllowedError, NotFoundError
 * @internal
 */
export async function readableNetwork(
  request: AnyRequest & { params: { network: string } },
  options: Pick<RouterOptions, 'access' | 'views'>,
): Promise<string> {
  const { network } = request.params;
  await options.access.assertReadable(request, network);
  const names = await options.views.networkNames();
  if (!names.includes(network)) {
    throw new NotFoundError(
      `There is no network ${network}: neither the fleet repository nor the configuration names it`,
    );
  }
  return network;
}
