import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { LoopbackListener } from '../LoopbackListener';
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
  private listener: LoopbackListener | undefined;

  private constructor(options: HubServicesOptions) {
    this.router = options.router;
    this.server = createServer((_, response) => {
      response.writeHead(405).end('Only CONNECT to a Service of the hub.\n');
    });
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
    services.listener = await LoopbackListener.start(services.server);
    return services;
  }

  /** The proxy's URL, for a kubeconfig's `proxy-url`. */
  get proxyUrl(): string {
    return `http://127.0.0.1:${this.listener?.port}`;
  }

  async stop(): Promise<void> {
    await this.listener?.stop();
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
    outgoing.on('error', () => socket.destroy());
    outgoing.on('close', () => socket.destroy());
    socket.on('close', () => outgoing.destroy());
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    outgoing.write(head);
    socket.pipe(outgoing);
    outgoing.pipe(socket);
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
