import { z } from 'zod';
import {
  isNotFound,
  ObjectCache,
  objectKey,
  WorkQueue,
  type ClusterClient,
} from '../controller';

const serviceSchema = z.looseObject({
  spec: z.looseObject({
    type: z.string().optional(),
    ports: z.array(z.looseObject({ port: z.number() })).optional(),
  }),
  status: z
    .looseObject({
      loadBalancer: z
        .looseObject({
          ingress: z
            .array(z.looseObject({ ip: z.string().optional() }))
            .optional(),
        })
        .optional(),
    })
    .optional(),
});

/** Options of {@link LoadBalancers.start}. */
export interface LoadBalancersOptions {
  client: ClusterClient;
  /** First three parts of the addresses, such as `127.0.0`. */
  network: string;
  onError?: (what: string, error: unknown) => void;
}

/**
 * What a cloud does for a cluster: gives each Service of type LoadBalancer an address. Services share the first
 * address as long as no two of them want the same port of it.
 */
export class LoadBalancers {
  private readonly options: LoadBalancersOptions;
  private readonly services: ObjectCache;
  private readonly queue: WorkQueue;
  /** Address of each Service that was given one, with the ports that it has there. */
  private readonly given = new Map<string, { ip: string; ports: number[] }>();

  private constructor(options: LoadBalancersOptions) {
    this.options = options;
    this.queue = WorkQueue.start({
      work: key => this.give(key),
      onError: options.onError,
    });
    this.services = ObjectCache.start({
      client: options.client,
      of: { apiVersion: 'v1', kind: 'Service' },
      onChange: ({ object }) => this.queue.add(objectKey(object)),
    });
  }

  static async start(options: LoadBalancersOptions): Promise<LoadBalancers> {
    const loadBalancers = new LoadBalancers(options);
    await loadBalancers.services.ready();
    return loadBalancers;
  }

  async stop(): Promise<void> {
    await this.services.stop();
    await this.queue.stop();
  }

  private async give(key: string): Promise<void> {
    const object = this.services.get(key);
    if (!object) {
      this.given.delete(key);
      return;
    }
    const { spec, status } = serviceSchema.parse(object);
    if (spec.type !== 'LoadBalancer') {
      return;
    }
    const ports = (spec.ports ?? []).map(({ port }) => port);
    const [known] = status?.loadBalancer?.ingress ?? [];
    const ip = known?.ip ?? this.given.get(key)?.ip ?? this.freeAddress(ports);
    this.given.set(key, { ip, ports });
    if (!known) {
      const ingress = [{ ip, ipMode: 'VIP' }];
      await this.options.client
        .patch(object, object.metadata, {
          subresource: 'status',
          patch: { status: { loadBalancer: { ingress } } },
        })
        .catch(error => {
          if (!isNotFound(error)) {
            throw error;
          }
        });
    }
  }

  private freeAddress(ports: readonly number[]): string {
    const taken = new Set(
      [...this.given.values()].flatMap(entry =>
        entry.ports.map(port => `${entry.ip}:${port}`),
      ),
    );
    const { network } = this.options;
    const isFree = (ip: string) =>
      ports.every(port => !taken.has(`${ip}:${port}`));
    let host = 1;
    while (!isFree(`${network}.${host}`)) {
      host += 1;
    }
    return `${network}.${host}`;
  }
}
