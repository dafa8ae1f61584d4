import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { FleetRepository } from '@vanstage/backstage-plugin-van-node';
import { createApplicationCreateAction } from './actions';

/**
 * Adds Vanstage's actions to the scaffolder.
 *
 * @public
 */
export const scaffolderModuleVan = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'van',
  register({ registerInit }) {
    registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
      },
      async init({ actions, config, logger, permissions }) {
        const repository = FleetRepository.fromConfig(config, { logger });
        actions.addActions(
          createApplicationCreateAction({ repository, permissions }),
        );
      },
    });
  },
});
