import { once } from 'node:events';
import { createServer, connect, type Server, type Socket } from 'node:net';
import { z } from 'zod';
import { ObjectCache, objectKey, type ClusterClient } from '../controller';
import type { RouterNetwork } from './RouterNetwork';
import type { RouterSite } from './RouterSite';

const serviceSchema = z.looseObject({
  spec: z.looseObject({
    clusterIP: z.string().optional(),
    ports: z.array(
      z.looseObject({
        name: z.string().optional(),
        port: z.number(),
        targetPort: z.number(),
      }),
    ),
  }),
});

/** A port on which nothing listens, in the words of Go's network library. */
export class ConnectionRefusedError extends Error {
  constructor(address: string) {
    super(`dial tcp ${address}: connect: connection refused`);
    this.name = 'ConnectionRefusedError';
  }
}

/** Options of {@link Router.start}. */
export interface RouterOptions {
  /** The hub, where the Services are read. */
  client: ClusterClient;
  /** Namespace of the hub's Skupper site. */
  namespace: string;
  network: RouterNetwork;
  /** The hub's routers, as soon as there are any. */
  site: () => RouterSite | undefined;
}

/**
 * The hub's Skupper router, as far as it carries traffic: pod port → listener → routing key → nearest connector. As a
 * real router does, it refuses the port of a listener for whose key no linked site has a connector, and ends a
 * connection to a connector behind which nothing listens.
 */
export class Router {
  private readonly options: RouterOptions;
  private readonly services: ObjectCache;
  private readonly deadEnd: Server;
  private readonly carried = new Set<Socket>();
  private readonly unsubscribe: () => void;

  private constructor(options: RouterOptions) {
    this.options = options;
    this.services = ObjectCache.start({
      client: options.client,
      namespace: options.namespace,
      of: { apiVersion: 'v1', kind: 'Service' },
      labelSelector: 'internal.skupper.io/listener',
    });
    this.deadEnd = createServer(socket => {
      socket.on('error', () => socket.destroy());
      socket.once('data', () => socket.end());
    });
    this.unsubscribe = options.network.onChange(site => {
      if (site === options.site() && site.routers.length === 0) {
        this.dropAll();
      }
    });
  }

  static async start(options: RouterOptions): Promise<Router> {
    const router = new Router(options);
    router.deadEnd.listen({ host: '127.0.0.1', port: 0 });
    await Promise.all([
      once(router.deadEnd, 'listening'),
      router.services.ready(),
    ]);
    return router;
  }

  /** Connects to a port of the router's pod. Rejects with {@link ConnectionRefusedError} when nothing listens there. */
  async connect(port: number): Promise<Socket> {
    const site = this.options.site();
    const listener =
      site?.routers.length === 0
        ? undefined
        : site?.config.listeners.find(({ podPort }) => podPort === port);
    if (site && listener) {
      const { network } = this.options;
      const destinations = network.destinations(site, listener.routingKey);
      for (const { site: target, connector } of destinations) {
        const socket = await this.dial(
          target.options.dial?.(connector) ?? this.toDeadEnd(),
        );
        if (socket) {
          return socket;
        }
      }
    }
    throw new ConnectionRefusedError(`127.0.0.1:${port}`);
  }

  /** Connects to a Service that the router serves. */
  async connectService(target: {
    namespace: string;
    name: string;
    port: number;
  }): Promise<Socket> {
    const service = this.services.get(
      objectKey({
        metadata: { namespace: target.namespace, name: target.name },
      }),
    );
    const spec = service && serviceSchema.parse(service).spec;
    const entry = spec?.ports.find(port => port.port === target.port);
    const address = `${spec?.clusterIP ?? target.name}:${target.port}`;
    if (!entry) {
      throw new ConnectionRefusedError(address);
    }
    try {
      return await this.connect(entry.targetPort);
    } catch {
      throw new ConnectionRefusedError(address);
    }
  }

  async stop(): Promise<void> {
    this.unsubscribe();
    this.dropAll();
    this.deadEnd.close();
    await this.services.stop();
  }

  /** Undefined when the way there is cut. */
  private async dial(dialled: Promise<Socket>): Promise<Socket | undefined> {
    const socket = await dialled.catch(() => undefined);
    if (socket) {
      this.carried.add(socket);
      socket.on('close', () => this.carried.delete(socket));
    }
    return socket;
  }

  private async toDeadEnd(): Promise<Socket> {
    const address = this.deadEnd.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const socket = connect({ host: '127.0.0.1', port });
    await once(socket, 'connect');
    return socket;
  }

  private dropAll(): void {
    for (const socket of this.carried) {
      socket.destroy();
    }
  }
}
