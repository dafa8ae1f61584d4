import {
  ApiBlueprint,
  PageBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { RiOrganizationChart } from '@remixicon/react';
import { VanClient } from '@vanstage/backstage-plugin-van-common';
import { vanApiRef } from './api';
import { clusterCard, clusterContent } from './entity/extensions';
import { rootRouteRef, templateRouteRef } from './routes';
import { formFields } from './scaffolder/extensions';

const vanApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: vanApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new VanClient({ discoveryApi, fetchApi }),
    }),
});

const vanPage = PageBlueprint.make({
  params: {
    path: '/van',
    routeRef: rootRouteRef,
    loader: () =>
      import('./components/VanPage').then(module => <module.VanPage />),
  },
});

/**
 * Vanstage's pages, entity card and tab, and scaffolder fields.
 *
 * @public
 */
export const vanPlugin = createFrontendPlugin({
  pluginId: 'van',
  title: 'Networks',
  icon: <RiOrganizationChart />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  externalRoutes: { template: templateRouteRef },
  extensions: [vanApi, vanPage, clusterCard, clusterContent, ...formFields],
});
