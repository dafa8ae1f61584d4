import { once } from 'node:events';
import type { Server, Socket } from 'node:net';

/** A server that listens on loopback, and the connections that it holds. */
export class LoopbackListener {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.server = server;
    server.on('connection', socket => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  /** Resolves when it listens; on any free port unless one is given. */
  static async start(server: Server, port = 0): Promise<LoopbackListener> {
    const listener = new LoopbackListener(server);
    server.listen({ host: '127.0.0.1', port });
    await once(server, 'listening');
    return listener;
  }

  get port(): number {
    const address = this.server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  /** Ends every connection, whatever goes through it. */
  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) {
      socket.destroy();
    }
    await closed;
  }
}
