export * from './ClusterDetails';
export * from './ClusterPage';
export * from './ClusterSummary';
export * from './useClusterPlacements';
