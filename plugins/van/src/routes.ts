import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/core-plugin-api';

/**
 * The page with all networks.
 *
 * @public
 */
export const rootRouteRef = createRouteRef({ id: 'van' });

/**
 * One network.
 *
 * @public
 */
export const networkRouteRef = createSubRouteRef({
  id: 'van/network',
  parent: rootRouteRef,
  path: '/:network',
});

/**
 * One cluster of a network.
 *
 * @public
 */
export const clusterRouteRef = createSubRouteRef({
  id: 'van/cluster',
  parent: rootRouteRef,
  path: '/:network/clusters/:cluster',
});

/**
 * One application of a network.
 *
 * @public
 */
export const applicationRouteRef = createSubRouteRef({
  id: 'van/application',
  parent: rootRouteRef,
  path: '/:network/applications/:application',
});

/**
 * The form of a software template. Points to the scaffolder unless the app binds it to something else.
 *
 * @public
 */
export const templateRouteRef = createExternalRouteRef({
  id: 'template',
  params: ['namespace', 'templateName'],
  optional: true,
  defaultTarget: 'scaffolder.selectedTemplate',
});
