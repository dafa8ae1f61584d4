export * from './types';
export * from './clusterDiagnosis';
export * from './placementState';
export * from './placementStates';
