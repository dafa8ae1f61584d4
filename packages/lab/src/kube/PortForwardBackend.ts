import { Socket } from 'node:net';

/**
 * Connects port-forwards to what stands for a pod. Rejects with an Error whose message is what a kubelet writes on
 * the error channel.
 *
 * @public
 */
export interface PortForwardBackend {
  connect(options: {
    namespace: string;
    pod: string;
    port: number;
  }): Promise<Socket>;
}
