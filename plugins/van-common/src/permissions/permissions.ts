import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Resource type of the permissions that a policy can decide by network.
 *
 * @public
 */
export const RESOURCE_TYPE_VAN_NETWORK = 'van-network';

/**
 * See a network: its topology, clusters, applications and rules.
 *
 * @public
 */
export const vanNetworkReadPermission = createPermission({
  name: 'van.network.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_VAN_NETWORK,
});

/**
 * Plan a change of a network and open a pull request with it.
 *
 * @public
 */
export const vanChangeCreatePermission = createPermission({
  name: 'van.change.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_VAN_NETWORK,
});

/**
 * All permissions of Vanstage.
 *
 * @public
 */
export const vanPermissions = [
  vanNetworkReadPermission,
  vanChangeCreatePermission,
];
