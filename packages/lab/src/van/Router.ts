import type { Socket } from 'node:net';
import { z } from 'zod';
import {
  ObjectCache,
  objectKey,
  type ClusterClient,
  type KubeObject,
} from '../controller';
import type { Relay } from './Relay';

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

const listenerSchema = z.looseObject({
  spec: z.looseObject({ routingKey: z.string() }),
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
  /** The hub, where the Services and Listeners are read. */
  client: ClusterClient;
  /** Namespace of the hub's Skupper site. */
  namespace: string;
  /** Which link leads to the connector of a routing key. */
  relays: ReadonlyMap<string, Relay>;
}

/**
 * The hub's Skupper router, as far as it carries traffic: pod port → Listener → routing key → link to the edge. As a
 * real router does, it refuses a port of a Listener for whose key no linked site has a connector.
 */
export class Router {
  private readonly options: RouterOptions;
  private readonly services: ObjectCache;
  private readonly listeners: ObjectCache;

  private constructor(options: RouterOptions) {
    this.options = options;
    const { client, namespace } = options;
    this.services = ObjectCache.start({
      client,
      namespace,
      of: { apiVersion: 'v1', kind: 'Service' },
      labelSelector: 'internal.skupper.io/listener',
    });
    this.listeners = ObjectCache.start({
      client,
      namespace,
      of: { apiVersion: 'skupper.io/v2alpha1', kind: 'Listener' },
    });
  }

  static async start(options: RouterOptions): Promise<Router> {
    const router = new Router(options);
    await Promise.all([router.services.ready(), router.listeners.ready()]);
    return router;
  }

  /** Connects to a port of the router's pod. Rejects with {@link ConnectionRefusedError} when nothing listens there. */
  async connect(port: number): Promise<Socket> {
    for (const service of this.services.list()) {
      const { spec } = serviceSchema.parse(service);
      if (spec.ports.some(entry => entry.targetPort === port)) {
        const relay = this.relayOf(service);
        if (relay && !relay.isCut) {
          return relay.connect();
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
    await Promise.all([this.services.stop(), this.listeners.stop()]);
  }

  private relayOf(service: KubeObject): Relay | undefined {
    const name = service.metadata.labels?.['internal.skupper.io/listener'];
    const listener =
      name === undefined
        ? undefined
        : this.listeners.get(`${this.options.namespace}/${name}`);
    return (
      listener &&
      this.options.relays.get(listenerSchema.parse(listener).spec.routingKey)
    );
  }
}
