import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { DefaultVanService } from './DefaultVanService';
import type { VanService } from './VanService';

/**
 * Gives other backend plugins and modules what Vanstage knows.
 *
 * @public
 */
export const vanServiceRef = createServiceRef<VanService>({
  id: 'vanstage.van',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        auth: coreServices.auth,
        discovery: coreServices.discovery,
      },
      factory: options => new DefaultVanService(options),
    }),
});
