import { KubeConfig } from '@kubernetes/client-node';
import { z } from 'zod';
import {
  ClusterClient,
  ObjectCache,
  objectKey,
  type KubeObject,
} from '../controller';
import type { Destination } from './applicationSchema';
import {
  clusterSelector,
  inCluster,
  readClusterSecret,
  resolveDestination,
} from './clusterSecret';
import { LiveState } from './LiveState';

/** A cluster that Applications can be deployed to. */
export interface ClusterConnection {
  name: string;
  /** The API server's URL as Argo CD knows it. */
  server: string;
  client: ClusterClient;
  live: LiveState;
}

/** Options of {@link ClusterConnections.start}. */
export interface ClusterConnectionsOptions {
  /** The cluster that Argo CD runs in. */
  client: ClusterClient;
  namespace: string;
  /** Proxy to the names of the hub's Services, as `HTTPS_PROXY` is for a real controller outside of the hub. */
  proxyUrl?: string;
  /** An object that belongs to the Application changed on some cluster. */
  onLiveChange: (application: string) => void;
  /** A cluster was added, changed or removed. */
  onClustersChange: () => void;
  onError?: (what: string, error: unknown) => void;
}

/** The clusters that Argo CD knows: itself, and one for each Secret with the label of a cluster. */
export class ClusterConnections {
  private readonly options: ClusterConnectionsOptions;
  private readonly secrets: ObjectCache;
  private readonly connections = new Map<string, ClusterConnection>();
  private readonly self: ClusterConnection;
  private changing: Promise<void> = Promise.resolve();

  private constructor(options: ClusterConnectionsOptions) {
    this.options = options;
    this.self = {
      ...inCluster,
      client: options.client,
      live: this.liveState(options.client),
    };
    this.secrets = ObjectCache.start({
      client: options.client,
      namespace: options.namespace,
      of: { apiVersion: 'v1', kind: 'Secret' },
      labelSelector: clusterSelector,
      onChange: ({ type, object }) =>
        this.enqueue(
          objectKey(object),
          type === 'deleted' ? undefined : object,
        ),
    });
  }

  static async start(
    options: ClusterConnectionsOptions,
  ): Promise<ClusterConnections> {
    const connections = new ClusterConnections(options);
    await connections.secrets.ready();
    await connections.changing;
    return connections;
  }

  /** The cluster that a destination means, or the words in which Argo CD says that there is none. */
  resolve(destination: Destination): ClusterConnection | { problem: string } {
    return resolveDestination(destination, [
      this.self,
      ...this.connections.values(),
    ]);
  }

  /** Address of a cluster's API server: the Service's when the URL names a Service of the hub. */
  async address(connection: ClusterConnection): Promise<string> {
    const url = new URL(connection.server);
    const port = url.port || '443';
    const [name, namespace, svc] = url.hostname.split('.');
    if (svc !== 'svc') {
      return `${url.hostname}:${port}`;
    }
    const clusterIP = await this.options.client
      .get({ apiVersion: 'v1', kind: 'Service' }, { namespace, name })
      .then(service => clusterIPOf(service))
      .catch(() => undefined);
    return `${clusterIP ?? url.hostname}:${port}`;
  }

  async stop(): Promise<void> {
    await this.secrets.stop();
    await this.changing;
    await this.self.live.stop();
    await Promise.all([...this.connections.values()].map(close));
  }

  private enqueue(key: string, secret: KubeObject | undefined): void {
    this.changing = this.changing
      .then(() => this.change(key, secret))
      .catch(error => this.options.onError?.(`cluster Secret ${key}`, error));
  }

  private async change(
    key: string,
    secret: KubeObject | undefined,
  ): Promise<void> {
    const before = this.connections.get(key);
    this.connections.delete(key);
    if (before) {
      await close(before);
    }
    if (secret) {
      this.connections.set(key, await this.connect(secret));
    }
    this.options.onClustersChange();
  }

  private async connect(secret: KubeObject): Promise<ClusterConnection> {
    const { name, server, config } = readClusterSecret(secret);
    const tls = config.tlsClientConfig;
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromClusterAndUser(
      {
        name,
        server,
        caData: tls?.caData,
        tlsServerName: tls?.serverName,
        skipTLSVerify: tls?.insecure ?? false,
        proxyUrl: isLoopback(server) ? undefined : this.options.proxyUrl,
      },
      { name: 'argocd', token: config.bearerToken },
    );
    const client = await ClusterClient.fromKubeConfig(kubeConfig);
    return { name, server, client, live: this.liveState(client) };
  }

  private liveState(client: ClusterClient): LiveState {
    return LiveState.create({ client, onChange: this.options.onLiveChange });
  }
}

/** Programs written in Go never reach addresses of their own machine through a proxy. */
function isLoopback(server: string): boolean {
  const { hostname } = new URL(server);
  return /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
}

async function close(connection: ClusterConnection): Promise<void> {
  await connection.live.stop();
  connection.client.close();
}

function clusterIPOf(service: KubeObject): string | undefined {
  const parsed = z
    .looseObject({ spec: z.looseObject({ clusterIP: z.string() }) })
    .safeParse(service);
  return parsed.data?.spec.clusterIP;
}
