export {
  buildRealBinaries,
  type BuildRealBinariesOptions,
} from './buildRealBinaries';
export { findRealBinaries, type RealBinaries } from './findRealBinaries';
export type { RealPortForward } from './kwokConfiguration';
export { RealArgo, type RealArgoOptions } from './RealArgo';
export type { RealBinary } from './RealBinary';
export { RealCluster, type RealClusterOptions } from './RealCluster';
export { RealServers } from './RealServers';
