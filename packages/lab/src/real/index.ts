export { findRealBinaries, type RealBinaries } from './findRealBinaries';
export { RealCluster, type RealClusterOptions } from './RealCluster';
export type { RealBinary } from './RealBinary';
