import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Router } from './Router';

/** Options of {@link HubServices.start}. */
export interface HubServicesOptions {
  router: Router;
}

/**
 * The hub's cluster network for a process that plays one of its pods: an HTTP CONNECT proxy that knows the names of the
 * Services that the router serves (`paris-kube-api.van.svc:443`) and nothing else.
 */
export class HubServices {
  private readonly router: Router;
  private readonly server: Server;
  private readonly sockets = new Set<Duplex>();

  private constructor(options: HubServicesOptions) {
    this.router = options.router;
    this.server = createServer((_, response) => {
      response.writeHead(405).end('Only CONNECT to a Service of the hub.\n');
    });
    this.server.on('connection', socket => this.track(socket));
    this.server.on('connect', (message, socket, head) => {
      socket.on('error', () => socket.destroy());
      this.open(message, socket, head).catch(error => {
        socket.end(
          `HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/plain\r\n\r\n${String(
            error,
          )}\n`,
        );
      });
    });
  }

  static async start(options: HubServicesOptions): Promise<HubServices> {
    const services = new HubServices(options);
    services.server.listen({ host: '127.0.0.1', port: 0 });
    await once(services.server, 'listening');
    return services;
  }

  /** The proxy's URL, for a kubeconfig's `proxy-url`. */
  get proxyUrl(): string {
    const address = this.server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    return `http://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) {
      socket.destroy();
    }
    await closed;
  }

  private async open(
    message: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): Promise<void> {
    const target = parseServiceAddress(message.url ?? '');
    if (!target) {
      throw new Error(`${message.url} is not a Service of the hub`);
    }
    const outgoing = await this.router.connectService(target);
    this.track(outgoing);
    outgoing.on('error', () => socket.destroy());
    outgoing.on('close', () => socket.destroy());
    socket.on('close', () => outgoing.destroy());
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    outgoing.write(head);
    socket.pipe(outgoing);
    outgoing.pipe(socket);
  }

  private track(socket: Duplex | Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
  }
}

/** Splits `paris-kube-api.van.svc:443`, with or without `.cluster.local`. */
export function parseServiceAddress(
  address: string,
): { name: string; namespace: string; port: number } | undefined {
  const match =
    /^(?<name>[a-z0-9-]+)\.(?<namespace>[a-z0-9-]+)\.svc(\.cluster\.local)?:(?<port>\d+)$/.exec(
      address,
    );
  return match?.groups
    ? {
        name: match.groups.name,
        namespace: match.groups.namespace,
        port: Number(match.groups.port),
      }
    : undefined;
}
