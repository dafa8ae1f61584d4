import { createServer, connect, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { isLost, type LinkCondition } from './LinkCondition';
import { RelayedConnection } from './RelayedConnection';

/** Options of {@link Relay.start}. */
export interface RelayOptions {
  /** Port on loopback that the relay leads to. */
  target: number;
  /** Port on loopback to listen on. Default: any free one. */
  port?: number;
}

/**
 * One link of the lab: a port on loopback that leads to a cluster's API server. It can be cut, and made as bad as real
 * networks are ({@link LinkCondition}); restored, it listens on the same port as before.
 *
 * @public
 */
export class Relay {
  private target: number;
  private readonly connections = new Set<RelayedConnection>();
  private readonly listeners = new Set<(lost: boolean) => void>();
  private server: Server | undefined;
  private listeningPort: number;
  private current: LinkCondition = { kind: 'clear' };
  private changedAt = new Date();
  private noticing: NodeJS.Timeout | undefined;

  private constructor(options: RelayOptions) {
    this.target = options.target;
    this.listeningPort = options.port ?? 0;
  }

  static async start(options: RelayOptions): Promise<Relay> {
    const relay = new Relay(options);
    await relay.listen();
    return relay;
  }

  /** Port on loopback on which the relay listens, the same after a cut. */
  get port(): number {
    return this.listeningPort;
  }

  get condition(): LinkCondition {
    return this.current;
  }

  /** Whether connects are refused. */
  get isCut(): boolean {
    return this.server === undefined;
  }

  /** Whether the routers at both ends have lost each other: the link is cut, or silent. */
  get isLost(): boolean {
    return isLost(this.current);
  }

  /** Since when the link is lost, or is not. */
  get since(): Date {
    return this.changedAt;
  }

  /** Connects through the relay. Rejects with `ECONNREFUSED` while it is cut. */
  async connect(): Promise<Socket> {
    const socket = connect({ host: '127.0.0.1', port: this.port });
    await once(socket, 'connect');
    return socket;
  }

  /**
   * Calls back with `true` when the link is lost (see {@link Relay.isLost}) and with `false` when it is back, until the
   * returned function is called.
   */
  onChange(listener: (lost: boolean) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Ends what runs through the link and refuses everything new. `since` makes it an older cut. */
  async cut(options: { since?: Date } = {}): Promise<void> {
    await this.become({ kind: 'cut' }, options.since);
  }

  /** Carries everything as it comes again. */
  async restore(): Promise<void> {
    await this.become({ kind: 'clear' });
  }

  /** Makes the link good or bad, also for what runs through it. */
  async become(condition: LinkCondition, since?: Date): Promise<void> {
    clearTimeout(this.noticing);
    const wasLost = this.isLost;
    this.current = condition;
    if (condition.kind === 'cut') {
      await this.close();
    } else if (this.isCut) {
      await this.listen();
    }
    for (const connection of this.connections) {
      connection.apply(condition);
    }
    if (condition.kind === 'silent') {
      this.noticing = setTimeout(
        () => void this.close(),
        condition.noticedAfterMilliseconds,
      );
    }
    if (wasLost !== this.isLost) {
      this.changedAt = since ?? new Date();
      this.tell(this.isLost);
    }
  }

  /** From now on the relay leads there; what runs through it ends. */
  leadTo(target: number): void {
    this.target = target;
    this.endConnections();
  }

  /** Ends what runs through the link. */
  endConnections(): void {
    for (const connection of this.connections) {
      connection.destroy();
    }
  }

  async stop(): Promise<void> {
    clearTimeout(this.noticing);
    this.listeners.clear();
    await this.close();
  }

  private async listen(): Promise<void> {
    const server = createServer(incoming => this.join(incoming));
    server.listen({ host: '127.0.0.1', port: this.listeningPort });
    await once(server, 'listening');
    const address = server.address();
    if (typeof address === 'object' && address) {
      this.listeningPort = address.port;
    }
    this.server = server;
  }

  private async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server) {
      const closed = once(server, 'close');
      server.close();
      this.endConnections();
      await closed;
    }
  }

  private join(incoming: Socket): void {
    const connection = RelayedConnection.open({
      incoming,
      target: this.target,
      condition: this.current,
      onClose: () => this.connections.delete(connection),
    });
    this.connections.add(connection);
  }

  private tell(lost: boolean): void {
    for (const listener of this.listeners) {
      listener(lost);
    }
  }
}
