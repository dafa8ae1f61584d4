/**
 * A whole Virtual Application Network on one machine: for the demo, the tests and the benchmarks.
 *
 * @packageDocumentation
 */
export { Lab } from './Lab';
export { LabNetworks, type LabNetworksOptions } from './LabNetworks';
export type { LabForge, LabOptions, LabPorts } from './startLabParts';
export type { Story, StoryCluster, StoryNode } from './story';
export type { AdaptorDelays } from './skupper';
export * from './forge';
export {
  createServerCertificate,
  KubeApiServer,
  RequestLog,
  type ApiToken,
  type KubeApiServerOptions,
  type OpenWatch,
  type PortForwardBackend,
  type RequestCount,
  type ServerCertificate,
} from './kube';
export type { DemoAddresses } from './cli/demo';
export { Relay } from './van';
export {
  findRealBinaries,
  RealCluster,
  type RealBinaries,
  type RealClusterOptions,
} from './real';
