/**
 * Vanstage's pages, entity card and tab, and scaffolder fields, for apps on the legacy frontend system.
 *
 * @packageDocumentation
 */
export { vanApiRef } from './api';
export { isVanClusterEntity } from './entity';
export * from './legacy/plugin';
export {
  applicationRouteRef,
  clusterRouteRef,
  networkRouteRef,
  rootRouteRef,
  templateRouteRef,
} from './routes';
