export * from './TopologyView';
