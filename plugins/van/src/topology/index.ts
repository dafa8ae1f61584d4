export * from './layout';
export * from './neighbour';
export * from './topologyModel';
export * from './types';
