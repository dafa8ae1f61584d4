import type { KubeConfig } from '@kubernetes/client-node';
import type { Duplex } from 'node:stream';
import type { ApiClient } from './ApiClient';
import { deadline } from './deadline';
import { DialError } from './DialError';
import type { Dialer, ServiceAddress } from './Dialer';
import { findPod, type PodAddress } from './findPod';
import { openWebSocket } from './openWebSocket';
import { PortForwardStream } from './PortForwardStream';

/**
 * Connects to a Service through the hub's API, with a port-forward to one of its pods. For a backend outside of the hub;
 * meant for tens of edges, because every byte passes the hub's API server and a kubelet.
 *
 * @public
 */
export class PortForwardDialer implements Dialer {
  /** Asked again after a dial that failed: a router's pod is replaced at any update. */
  private readonly pods = new Map<string, PodAddress>();

  private constructor(
    private readonly hub: ApiClient,
    private readonly kubeConfig: KubeConfig,
    private readonly timeoutMs: number,
  ) {}

  /**
   * @param options - `hub`: finds the pod; `kubeConfig`: the same hub, for the port-forward itself; `timeoutMs`: how long
   *   the hub may take, less than a probe takes; 4,000 when absent
   */
  static create(options: {
    hub: ApiClient;
    kubeConfig: KubeConfig;
    timeoutMs?: number;
  }): PortForwardDialer {
    return new PortForwardDialer(
      options.hub,
      options.kubeConfig,
      options.timeoutMs ?? 4_000,
    );
  }

  /** Everything that is waited for here is the hub's to answer: the edge's part begins with the stream. */
  async dial(
    address: ServiceAddress,
    options: { signal: AbortSignal },
  ): Promise<Duplex> {
    const { timeoutMs } = this;
    return deadline(
      {
        timeoutMs,
        signal: options.signal,
        toError: () =>
          new DialError(
            'hubUnreachable',
            `The hub did not open a port-forward to ${address.service}.${address.namespace} within ${timeoutMs} ms`,
          ),
      },
      signal => this.open(address, signal),
    );
  }

  private async open(
    address: ServiceAddress,
    signal: AbortSignal,
  ): Promise<Duplex> {
    const key = `${address.namespace}/${address.service}:${address.port}`;
    const known = this.pods.get(key);
    if (known) {
      try {
        return await this.forward(key, known, signal);
      } catch {
        signal.throwIfAborted();
      }
    }
    const found = await findPod(this.hub, address, { signal });
    this.pods.set(key, found);
    return this.forward(key, found, signal);
  }

  private async forward(
    key: string,
    address: PodAddress,
    signal: AbortSignal,
  ): Promise<Duplex> {
    const { namespace, pod, port } = address;
    const what = `port ${port} of pod ${namespace}/${pod}`;
    try {
      const stream = await openWebSocket({
        kubeConfig: this.kubeConfig,
        path: `/api/v1/namespaces/${encodeURIComponent(
          namespace,
        )}/pods/${encodeURIComponent(pod)}/portforward?ports=${port}`,
        protocol: 'v4.channel.k8s.io',
        what: `a port-forward to ${what}`,
        signal,
        use: webSocket => PortForwardStream.create(webSocket, what),
      });
      stream.once('error', () => this.pods.delete(key));
      return stream;
    } catch (error) {
      this.pods.delete(key);
      throw error;
    }
  }
}
