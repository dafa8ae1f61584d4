import { usePermission } from '@backstage/plugin-permission-react';
import { vanChangeCreatePermission } from '@vanstage/backstage-plugin-van-common';

/**
 * Whether the person may ask for changes of a network. False until it is known.
 */
export function useMayChange(network: string): boolean {
  const { allowed } = usePermission({
    permission: vanChangeCreatePermission,
    resourceRef: network,
  });
  return allowed;
}
