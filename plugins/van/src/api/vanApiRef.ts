import { createApiRef } from '@backstage/frontend-plugin-api';
import type { VanApi } from '@vanstage/backstage-plugin-van-common';

/**
 * The API with which Vanstage's components ask the portal's backend.
 *
 * @public
 */
export const vanApiRef = createApiRef<VanApi>().with({
  id: 'plugin.van.client',
  pluginId: 'van',
});
