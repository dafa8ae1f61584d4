import { once } from 'node:events';
import { connect as connectHttp2, type ClientHttp2Session } from 'node:http2';
import { get } from 'node:https';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { createServerCertificate, KubeApiServer } from '../../kube';
import { ClusterPath } from '../ClusterPath';

const token = 'admin-token';

/** An API server, the way to it, and clients as others use them on that way. */
export class FaultyCluster {
  private readonly sessions = new Set<ClientHttp2Session>();

  private constructor(
    readonly server: KubeApiServer,
    readonly path: ClusterPath,
  ) {}

  static async start(): Promise<FaultyCluster> {
    const certificate = await createServerCertificate('test');
    const server = await KubeApiServer.start({
      name: 'test',
      certificate,
      tokens: [{ user: 'admin', token, access: 'admin' }],
    });
    const path = await ClusterPath.start({
      target: { port: server.port, certificate },
    });
    return new FaultyCluster(server, path);
  }

  /** The API server's address by the way that can be broken. */
  get url(): string {
    return `https://127.0.0.1:${this.path.relay.port}`;
  }

  get kubeConfig(): KubeConfig {
    const config = new KubeConfig();
    config.loadFromClusterAndUser(
      {
        name: 'test',
        server: this.url,
        caData: Buffer.from(this.server.caPem).toString('base64'),
        skipTLSVerify: false,
      },
      { name: 'admin', token },
    );
    return config;
  }

  get core(): CoreV1Api {
    return this.kubeConfig.makeApiClient(CoreV1Api);
  }

  /** Writes ConfigMaps of so many bytes each, straight to the API server. */
  async fill(count: number, bytes: number): Promise<void> {
    const config = new KubeConfig();
    config.loadFromString(JSON.stringify(this.server.kubeConfig('admin')));
    const core = config.makeApiClient(CoreV1Api);
    for (let index = 0; index < count; index++) {
      await core.createNamespacedConfigMap({
        namespace: 'default',
        body: {
          metadata: { name: `filler-${index}` },
          data: { text: 'x'.repeat(bytes) },
        },
      });
    }
  }

  /** A new HTTP/2 connection by the way that can be broken. */
  http2(): ClientHttp2Session {
    const session = connectHttp2(this.url, { ca: this.server.caPem });
    session.on('error', () => undefined);
    this.sessions.add(session);
    return session;
  }

  /** Asks over HTTP/1.1 on a connection of its own; what came before an error is told by `onData`. */
  async get(
    path: string,
    options: {
      timeoutMilliseconds?: number;
      onData?: (chunk: Buffer) => void;
      ca?: string;
    } = {},
  ): Promise<{ status?: number; date?: string; text: string }> {
    const request = get(`${this.url}${path}`, {
      ca: options.ca ?? this.server.caPem,
      agent: false,
      headers: { authorization: `Bearer ${token}` },
      signal: options.timeoutMilliseconds
        ? AbortSignal.timeout(options.timeoutMilliseconds)
        : undefined,
    });
    const [answer] = await once(request, 'response');
    // From here on it is the answer that tells.
    request.on('error', () => undefined);
    const chunks: Buffer[] = [];
    for await (const chunk of answer) {
      chunks.push(chunk);
      options.onData?.(chunk);
    }
    return {
      status: answer.statusCode,
      date: answer.headers.date,
      text: Buffer.concat(chunks).toString('utf8'),
    };
  }

  async stop(): Promise<void> {
    for (const session of this.sessions) {
      session.destroy();
    }
    await this.path.stop();
    await this.server.stop();
  }
}
