/**
 * Vanstage's pages, entity card and tab, and scaffolder fields, for the new frontend system.
 *
 * @packageDocumentation
 */
export { vanPlugin as default } from './plugin';
export * from './api';
export {
  ClusterStateBadge,
  PlacementStateBadge,
  type ClusterStateBadgeProps,
  type PlacementStateBadgeProps,
} from './components/StateBadge';
export {
  applicationRouteRef,
  clusterRouteRef,
  networkRouteRef,
  rootRouteRef,
  templateRouteRef,
} from './routes';
