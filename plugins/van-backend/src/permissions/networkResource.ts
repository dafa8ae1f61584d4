import {
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_VAN_NETWORK } from '@vanstage/backstage-plugin-van-common';
import { z } from 'zod';

/**
 * What a policy decides by: the network's name.
 *
 * @internal
 */
export interface NetworkResource {
  name: string;
}

/** @internal */
export const networkResourceRef = createPermissionResourceRef<
  NetworkResource,
  { names: string[] }
>().with({ pluginId: 'van', resourceType: RESOURCE_TYPE_VAN_NETWORK });

/**
 * Lets a policy allow networks by name.
 *
 * @internal
 */
export const hasName = createPermissionRule({
  name: 'HAS_NAME',
  description: 'Allow networks with one of these names',
  resourceRef: networkResourceRef,
  paramsSchema: z.object({
    names: z.array(z.string()).describe('Names of networks'),
  }),
  apply: (network, { names }) => names.includes(network.name),
  toQuery: ({ names }) => ({ names }),
});
