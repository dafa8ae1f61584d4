import type { ServerCertificate } from '../kube';
import { Relay, type LinkCondition } from '../van';
import { FaultGateway } from './FaultGateway';
import type { HttpFault } from './HttpFault';

/** Options of {@link ClusterPath.start}. */
export interface ClusterPathOptions {
  /** The cluster's API server: its port on loopback and its certificate. */
  target: { port: number; certificate: ServerCertificate };
  /** Port of the relay. Default: any free one. */
  port?: number;
}

/**
 * The way to a cluster's API server: a relay, and while something is wrong above TCP a {@link FaultGateway} behind it.
 * One link condition and any number of HTTP faults can be on at once.
 */
export class ClusterPath {
  readonly relay: Relay;
  private readonly target: ClusterPathOptions['target'];
  private readonly faults = new Map<string, HttpFault>();
  private gateway: FaultGateway | undefined;

  private constructor(relay: Relay, target: ClusterPathOptions['target']) {
    this.relay = relay;
    this.target = target;
  }

  static async start(options: ClusterPathOptions): Promise<ClusterPath> {
    const { target, port } = options;
    const relay = await Relay.start({ target: target.port, port });
    return new ClusterPath(relay, target);
  }

  /** `since` makes it something that began earlier. */
  async setLink(condition: LinkCondition, since?: Date): Promise<void> {
    await this.relay.become(condition, since);
  }

  endConnections(): void {
    this.relay.endConnections();
  }

  /** Connections that run are ended, so that clients meet the fault on new ones. */
  async setFault(name: string, fault: HttpFault): Promise<void> {
    this.faults.set(name, fault);
    await this.lead();
  }

  async clearFault(name: string): Promise<void> {
    if (this.faults.delete(name)) {
      await this.lead();
    }
  }

  async stop(): Promise<void> {
    await this.relay.stop();
    await this.gateway?.stop();
  }

  private async lead(): Promise<void> {
    const before = this.gateway;
    const faults = [...this.faults.values()];
    this.gateway =
      faults.length > 0
        ? await FaultGateway.start({ target: this.target, faults })
        : undefined;
    this.relay.leadTo(this.gateway?.port ?? this.target.port);
    await before?.stop();
  }
}
