export * from './clusterStates';
export * from './placementStates';
export * from './types';
