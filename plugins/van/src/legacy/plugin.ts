import type { ReactElement } from 'react';
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { VanClient } from '@vanstage/backstage-plugin-van-common';
import { vanApiRef } from '../api';
import { rootRouteRef, templateRouteRef } from '../routes';
import {
  networkPickerSchema,
  planReviewSchema,
  tagPickerSchema,
} from '../scaffolder/schemas';
import { validatePlanReview } from '../scaffolder/validatePlanReview';
import { VanNetworkPicker } from '../scaffolder/VanNetworkPicker';
import { VanPlanReview } from '../scaffolder/VanPlanReview';
import { VanTagPicker } from '../scaffolder/VanTagPicker';

/**
 * The plugin for apps on the legacy frontend system.
 *
 * @public
 */
export const vanPlugin = createPlugin({
  id: 'van',
  apis: [
    createApiFactory({
      api: vanApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new VanClient({ discoveryApi, fetchApi }),
    }),
  ],
  routes: { root: rootRouteRef },
  externalRoutes: { template: templateRouteRef },
});

/**
 * All pages, to be mounted at `/van`.
 *
 * @public
 */
export const VanPage: () => ReactElement = vanPlugin.provide(
  createRoutableExtension({
    name: 'VanPage',
    component: () => import('./LegacyVanPage').then(m => m.LegacyVanPage),
    mountPoint: rootRouteRef,
  }),
);

/**
 * State and facts of the cluster that an entity stands for. For entities of which `isVanClusterEntity` is true.
 *
 * @public
 */
export const EntityVanClusterCard: () => ReactElement = vanPlugin.provide(
  createComponentExtension({
    name: 'EntityVanClusterCard',
    component: {
      lazy: () => import('../entity').then(m => m.ClusterEntityCard),
    },
  }),
);

/**
 * What runs on the cluster that an entity stands for. For entities of which `isVanClusterEntity` is true.
 *
 * @public
 */
export const EntityVanClusterContent: () => ReactElement = vanPlugin.provide(
  createComponentExtension({
    name: 'EntityVanClusterContent',
    component: {
      lazy: () => import('../entity').then(m => m.ClusterEntityContent),
    },
  }),
);

/**
 * The scaffolder field `VanNetworkPicker`.
 *
 * @public
 */
export const VanNetworkPickerFieldExtension = vanPlugin.provide(
  createScaffolderFieldExtension({
    name: 'VanNetworkPicker',
    component: VanNetworkPicker,
    schema: networkPickerSchema.schema,
  }),
);

/**
 * The scaffolder field `VanTagPicker`.
 *
 * @public
 */
export const VanTagPickerFieldExtension = vanPlugin.provide(
  createScaffolderFieldExtension({
    name: 'VanTagPicker',
    component: VanTagPicker,
    schema: tagPickerSchema.schema,
  }),
);

/**
 * The scaffolder field `VanPlanReview`.
 *
 * @public
 */
export const VanPlanReviewFieldExtension = vanPlugin.provide(
  createScaffolderFieldExtension({
    name: 'VanPlanReview',
    component: VanPlanReview,
    schema: planReviewSchema.schema,
    validation: validatePlanReview,
  }),
);
