import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { vanServiceRef } from '@vanstage/backstage-plugin-van-node';
import { readSchedule } from './readSchedule';
import { VanEntityProvider } from './VanEntityProvider';

/**
 * Networks and clusters as catalog entities.
 *
 * @public
 */
export const catalogModuleVan = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'van',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
        van: vanServiceRef,
      },
      async init({ auth, catalog, config, logger, scheduler, van }) {
        catalog.addEntityProvider(
          new VanEntityProvider({
            auth,
            logger,
            van,
            taskRunner: scheduler.createScheduledTaskRunner(
              readSchedule(config),
            ),
          }),
        );
      },
    });
  },
});
