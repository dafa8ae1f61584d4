import { randomBytes } from 'node:crypto';
import { KubeConfig } from '@kubernetes/client-node';
import { ClusterClient, isConflict, type KubeObject } from './controller';
import { ClusterPath } from './faults';
import type { ClusterServer } from './ClusterServer';
import { createServerCertificate, type PortForwardBackend } from './kube';
import type { LabServers } from './LabServers';
import { untilServed } from './untilServed';
import { ClusterControllers, type ImageRegistry } from './workload';

/** Who has a token at each of the lab's API servers. */
export type LabUser = 'admin' | 'controllers' | 'argocd' | 'skupper' | 'portal';

const users: LabUser[] = [
  'admin',
  'controllers',
  'argocd',
  'skupper',
  'portal',
];

/** Options of {@link LabCluster.start}. */
export interface LabClusterOptions {
  servers: LabServers;
  name: string;
  version: string;
  port?: number;
  portForward?: PortForwardBackend;
}

/** One cluster of the lab: an API server, tokens for those who use it, and the controllers that every cluster has. */
export class LabCluster {
  readonly server: ClusterServer;
  /** The way by which others than its own controllers get to the API server. */
  readonly path: ClusterPath;
  private readonly tokens: ReadonlyMap<LabUser, string>;
  private readonly clients = new Map<LabUser, Promise<ClusterClient>>();
  private controllers: ClusterControllers | undefined;

  private constructor(
    server: ClusterServer,
    path: ClusterPath,
    tokens: ReadonlyMap<LabUser, string>,
  ) {
    this.server = server;
    this.path = path;
    this.tokens = tokens;
  }

  static async start(options: LabClusterOptions): Promise<LabCluster> {
    const tokens = new Map(
      users.map(user => [user, randomBytes(24).toString('base64url')] as const),
    );
    const certificate = await createServerCertificate(options.name);
    const { servers, ...others } = options;
    const server = await servers.startServer({
      ...others,
      certificate,
      tokens: [...tokens].map(([user, token]) => ({
        user,
        token,
        access: user === 'portal' ? 'readOnly' : 'admin',
      })),
    });
    const path = await ClusterPath.start({
      target: { port: server.port, certificate },
    });
    return new LabCluster(server, path, tokens);
  }

  token(user: LabUser): string {
    return this.tokens.get(user) ?? '';
  }

  /** A client with the token of that user. */
  client(user: LabUser): Promise<ClusterClient> {
    const known = this.clients.get(user);
    if (known) {
      return known;
    }
    const client = this.connect(user);
    this.clients.set(user, client);
    return client;
  }

  /** Creates definitions, and when they are served the other objects, one after the other; what is there already stays. */
  async seed(objects: readonly KubeObject[]): Promise<void> {
    const client = await this.client('admin');
    const [definitions, others] = [true, false].map(wanted =>
      objects.filter(
        ({ kind }) => (kind === 'CustomResourceDefinition') === wanted,
      ),
    );
    const create = async (object: KubeObject) =>
      client.create(object).catch(error => {
        if (!isConflict(error)) {
          throw error;
        }
      });
    const { server } = this;
    if (server.install) {
      definitions.forEach(object => server.install?.(object));
    } else {
      await Promise.all(definitions.map(create));
      await Promise.all(definitions.map(object => untilServed(client, object)));
    }
    for (const object of others) {
      await create(object);
    }
  }

  /** From now on Deployments become Pods. */
  async runWorkloads(options: {
    images: ImageRegistry;
    startMilliseconds?: number;
    onError?: (what: string, error: unknown) => void;
  }): Promise<void> {
    this.controllers = await ClusterControllers.start({
      client: await this.client('controllers'),
      ...options,
    });
  }

  async stop(): Promise<void> {
    await this.controllers?.stop();
    for (const client of this.clients.values()) {
      (await client).close();
    }
    await this.path.stop();
    await this.server.stop();
  }

  /** Within the process where the server is in it, over the network otherwise. */
  private async connect(user: LabUser): Promise<ClusterClient> {
    const { server } = this;
    const transport = server.connect?.(this.token(user));
    if (transport) {
      return ClusterClient.create({ server: server.url, transport });
    }
    const config = new KubeConfig();
    config.loadFromOptions(this.kubeConfigOptions(user));
    return ClusterClient.fromKubeConfig(config);
  }

  private kubeConfigOptions(user: LabUser): object {
    const { name, url, caPem } = this.server;
    return {
      clusters: [
        { name, server: url, caData: Buffer.from(caPem).toString('base64') },
      ],
      users: [{ name: user, token: this.token(user) }],
      contexts: [{ name, cluster: name, user }],
      currentContext: name,
    };
  }
}
