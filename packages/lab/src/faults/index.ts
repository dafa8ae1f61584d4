export * from './ClusterPath';
