import { randomBytes } from 'node:crypto';
import { KubeConfig } from '@kubernetes/client-node';
import { ClusterClient, isConflict, type KubeObject } from './controller';
import { ClusterPath } from './faults';
import {
  createServerCertificate,
  KubeApiServer,
  type PortForwardBackend,
} from './kube';
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
  name: string;
  version: string;
  port?: number;
  portForward?: PortForwardBackend;
}

/** One cluster of the lab: an API server, tokens for those who use it, and the controllers that every cluster has. */
export class LabCluster {
  readonly server: KubeApiServer;
  /** The way by which others than its own controllers get to the API server. */
  readonly path: ClusterPath;
  private readonly tokens: ReadonlyMap<LabUser, string>;
  private readonly clients = new Map<LabUser, Promise<ClusterClient>>();
  private controllers: ClusterControllers | undefined;

  private constructor(
    server: KubeApiServer,
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
    const server = await KubeApiServer.start({
      name: options.name,
      port: options.port,
      certificate,
      gitVersion: options.version,
      portForward: options.portForward,
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

  /** Creates objects one after the other; what is there already stays. */
  async seed(objects: readonly KubeObject[]): Promise<void> {
    const client = await this.client('admin');
    const { server } = this;
    for (const object of objects) {
      if (server.install && object.kind === 'CustomResourceDefinition') {
        server.install(object);
        continue;
      }
      await client.create(object).catch(error => {
        if (!isConflict(error)) {
          throw error;
        }
      });
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
