export * from './ClusterFaults';
export * from './ClusterPath';
export * from './FaultSource';
export * from './LabFaults';
