import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { vanPermissions } from '@vanstage/backstage-plugin-van-common';
import {
  FleetRepository,
  readHubConfigs,
} from '@vanstage/backstage-plugin-van-node';
import { Collectors } from './collect';
import { FleetCollector } from './fleet/FleetCollector';
import { hubNamespaces } from './fleet/hubNamespaces';
import { hasName, NetworkAccess, networkResourceRef } from './permissions';
import { Projector } from './project/Projector';
import { readSettings } from './readSettings';
import { createRouter } from './serve/createRouter';
import { armSignals } from './signals/armSignals';
import { publishChange } from './signals/publishChange';
import { DatabaseVanStore } from './store';
import { DatabaseViews } from './views/DatabaseViews';

/**
 * Collects what runs in the networks, stores it, serves it.
 *
 * @public
 */
export const vanPlugin = createBackendPlugin({
  pluginId: 'van',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
      },
      async init(services) {
        const { config, database, httpRouter, lifecycle, logger } = services;
        const { permissionsRegistry, scheduler, signals } = services;
        const { networks, refresh, repair, promise } = readSettings(config);
        const fleet = refresh && FleetRepository.fromConfig(config, { logger });

        // Store: whatever is written there is projected, and open pages are told.
        const store = await DatabaseVanStore.create({ database });
        const projector = await Projector.start({
          store: store.projection,
          logger,
          fileUrl: path => fleet?.fileUrl(path),
          fleetUrl: fleet?.webUrl,
          onProjected: signal => publishChange({ signals, logger, signal }),
        });
        store.onChange(change => projector.changed(change));
        lifecycle.addStartupHook(() => {
          armSignals(services).catch(error => logger.warn(error));
        });
        // A page that could not listen for a moment learns that way what it missed.
        await scheduler.scheduleTask({
          id: 'van-signals',
          frequency: { seconds: 20 },
          initialDelay: { seconds: 20 },
          timeout: { seconds: 10 },
          fn: async () => {
            for (const signal of await store.projection.readVersions()) {
              await publishChange({ signals, logger, signal });
            }
          },
        });

        // Collect: each hub with its edges, and the fleet repository.
        const collectors = await Collectors.start({
          configs: readHubConfigs(config),
          namespacesOf: network => hubNamespaces(store.fleet, network),
          storeOf: network => store.hub(network),
          logger,
          lifecycle,
        });
        lifecycle.addShutdownHook(() => projector.stop());
        if (fleet) {
          const collector = new FleetCollector({
            fleet,
            store: store.fleet,
            networks,
            repair,
            logger,
            onRead: () => collectors.refresh(),
          });
          // Each replica asks for itself: the request is conditional and costs nothing, and a plan needs the files here.
          await scheduler.scheduleTask({
            id: 'van-fleet',
            scope: 'local',
            frequency: refresh,
            timeout: { minutes: 5 },
            fn: () => collector.refresh(),
          });
        }

        // Serve: from the store only.
        const views = new DatabaseViews({
          database: store.database,
          promise,
          networks,
          fleetUrl: fleet?.webUrl,
        });
        permissionsRegistry.addResourceType({
          resourceRef: networkResourceRef,
          permissions: vanPermissions,
          rules: [hasName],
          getResources: names => views.findNetworks(names),
        });
        const access = new NetworkAccess(services);
        httpRouter.use(await createRouter({ access, views, fleet }));
      },
    });
  },
});
