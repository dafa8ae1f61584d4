import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { vanChangeCreatePermission } from '@vanstage/backstage-plugin-van-common';

/**
 * Refuses a caller who may not change the network. The scaffolder itself only knows who may run an action, not on which
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
  const [decision] = await permissions.authorize(
    [{ permission: vanChangeCreatePermission, resourceRef: network }],
    { credentials },
  );
  if (decision.result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `You may not change network ${network}. Ask for the permission ${vanChangeCreatePermission.name} on it.`,
    );
  }
}
