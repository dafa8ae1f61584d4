import { createServer, connect, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** Options of {@link Relay.start}. */
export interface RelayOptions {
  /** Port on loopback that the relay leads to. */
  target: number;
}

/**
 * One edge's link to the hub: a port on loopback that leads to the edge's API server. Cut, it destroys what runs
 * through it and refuses everything new; restored, it listens on the same port again.
 *
 * @public
 */
export class Relay {
  private readonly target: number;
  private readonly sockets = new Set<Socket>();
  private readonly listeners = new Set<(cut: boolean) => void>();
  private server: Server | undefined;
  private listeningPort = 0;

  private constructor(options: RelayOptions) {
    this.target = options.target;
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

  get isCut(): boolean {
    return this.server === undefined;
  }

  /** Connects through the relay. Rejects with `ECONNREFUSED` while it is cut. */
  async connect(): Promise<Socket> {
    const socket = connect({ host: '127.0.0.1', port: this.port });
    await once(socket, 'connect');
    return socket;
  }

  /** Calls back with `true` after a cut and with `false` after a restore, until the returned function is called. */
  onChange(listener: (cut: boolean) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async cut(): Promise<void> {
    if (this.isCut) {
      return;
    }
    await this.close();
    this.tell(true);
  }

  async restore(): Promise<void> {
    if (!this.isCut) {
      return;
    }
    await this.listen();
    this.tell(false);
  }

  async stop(): Promise<void> {
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
      for (const socket of this.sockets) {
        socket.destroy();
      }
      await closed;
    }
  }

  private join(incoming: Socket): void {
    const outgoing = connect({ host: '127.0.0.1', port: this.target });
    for (const [socket, other] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ]) {
      this.sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }

  private tell(cut: boolean): void {
    for (const listener of this.listeners) {
      listener(cut);
    }
  }
}
