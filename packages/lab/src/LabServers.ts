import type { ClusterServer } from './ClusterServer';
import type { ApiToken, PortForwardBackend, ServerCertificate } from './kube';
import type { LabCluster } from './LabCluster';

/** Options of {@link LabServers.startServer}. */
export interface LabServerOptions {
  name: string;
  /** What it says its version is; a real server says its own. */
  version: string;
  tokens: readonly ApiToken[];
  certificate: ServerCertificate;
  port?: number;
  /** What port-forwards to the router's pods lead to. */
  portForward?: PortForwardBackend;
}

/** Options of {@link LabServers.startArgo}. */
export interface LabArgoOptions {
  hub: LabCluster;
  namespace: string;
  /** Folder for clones. */
  directory: string;
  /** Proxy that knows the names of the hub's Services. */
  proxyUrl: string;
  resyncSeconds?: number;
  /** How to stop each part, as soon as it runs. */
  stops: Array<() => Promise<void>>;
  onError?: (what: string, error: unknown) => void;
}

/** Where the lab's API servers and Argo CD come from: this process, or real programs beside it. */
export interface LabServers {
  /** Whether each cluster makes Pods of Deployments by itself. */
  readonly haveControllers: boolean;
  startServer(options: LabServerOptions): Promise<ClusterServer>;
  startArgo(options: LabArgoOptions): Promise<void>;
}
