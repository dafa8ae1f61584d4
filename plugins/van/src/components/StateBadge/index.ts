export * from './ClusterStateBadge';
export * from './NotDeclaredBadge';
export * from './PlacementStateBadge';
export * from './StateBadge';
