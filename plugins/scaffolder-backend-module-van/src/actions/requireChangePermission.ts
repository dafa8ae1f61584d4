import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  vanChangeCreatePermission,
  vanNetworkReadPermission,
} from '@vanstage/backstage-plugin-van-common';

/**
 * Refuses a caller who may not change the network, or not see it: a plan shows what is there. The scaffolder itself only knows who may run an action, not on which
 * network.
 *
 * @throws NotAllowedError
 * @internal
 */
export async function requireChangePermission(options: {
  permissions: PermissionsService;
  credentials: BackstageCredentials;
  network: string;
}): Promise<void> {
  const { permissions, credentials, network } = options;
  const needed = [vanNetworkReadPermission, vanChangeCreatePermission];
  const decisions = await permissions.authorize(
    needed.map(permission => ({ permission, resourceRef: network })),
    { credentials },
  );
  const missing = needed.filter(
    (_, index) => decisions[index].result !== AuthorizeResult.ALLOW,
  );
  if (missing.length) {
    throw new NotAllowedError(
      `You may not change network ${network}. Ask for the permission ${missing
        .map(({ name }) => name)
        .join(' and ')} on it.`,
    );
  }
}
