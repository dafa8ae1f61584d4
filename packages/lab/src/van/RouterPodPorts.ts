import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Router } from './Router';

/**
 * What a port-forward to a pod of the hub leads to: the ports of the router's pods, and nothing at any other pod.
 * The router is given once it runs, since the hub's API server is there before it.
 */
export class RouterPodPorts {
  private router: { router: Router; namespace: string } | undefined;

  /** From now on the pods `skupper-router-…` of the namespace are served. */
  serve(router: Router, namespace: string): void {
    this.router = { router, namespace };
  }

  /**
   * Connects to a port of a pod. Rejects with the message that a kubelet sends through a port-forward when nothing
   * listens there (containerd's `sandbox_portforward`).
   */
  async connect(options: {
    namespace: string;
    pod: string;
    port: number;
  }): Promise<Socket> {
    const { namespace, pod, port } = options;
    const served =
      this.router?.namespace === namespace && pod.startsWith('skupper-router-')
        ? this.router.router
        : undefined;
    try {
      if (served) {
        return await served.connect(port);
      }
    } catch {
      // Reported below: a kubelet says the same for a port without a listener and for a pod without any.
    }
    throw new Error(refusal(options));
  }
}

function refusal(options: { pod: string; port: number }): string {
  const sandbox = createHash('sha256').update(options.pod).digest('hex');
  const { port } = options;
  return (
    `error forwarding port ${port} to pod ${sandbox}, uid : ` +
    `failed to execute portforward in network namespace "/var/run/netns/cni-${sandbox.slice(
      0,
      8,
    )}": ` +
    `failed to connect to localhost:${port} inside namespace "${sandbox}", ` +
    `IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused ` +
    `IPv6 dial tcp6: address localhost: no suitable address found`
  );
}
