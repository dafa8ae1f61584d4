import type { ApiTransport, KubeObject } from './controller';
import type { RequestLog } from './kube';

/**
 * What the lab needs of a cluster's API server, be it the embedded one or a real one.
 *
 * @public
 */
export interface ClusterServer {
  /** The cluster's name in kubeconfigs. */
  readonly name: string;
  readonly url: string;
  /** Port of the loopback address on which it serves TLS. */
  readonly port: number;
  /** Certificate of the authority that signed the server's own. */
  readonly caPem: string;
  /** What it was asked. A real server tells nobody. */
  readonly requests?: RequestLog;
  /** The way within this process of a client with that token. A real server is in another process. */
  connect?(token: string): ApiTransport;
  /** Adds a CustomResourceDefinition that several servers share. To a real server it is sent. */
  install?(definition: KubeObject): void;
  /** A kubeconfig of one context for one of the users, as a plain object. */
  kubeConfig(user: string): object;
  /** Forgets the history of writes: older watches and lists answer 410. */
  compact(): void | Promise<void>;
  /** Ends the server and all that belongs to it. */
  stop(): Promise<void>;
}
