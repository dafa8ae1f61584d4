import { once } from 'node:events';
import type { Agent } from 'node:http';
import {
  connect,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type IncomingHttpHeaders,
} from 'node:http2';
import type { RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import { Duplex } from 'node:stream';
import { TLSSocket, type ConnectionOptions } from 'node:tls';
import { NotFoundError } from '@backstage/errors';
import type { KubeConfig } from '@kubernetes/client-node';
import type { ApiAnswer, ApiRequest, ApiTransport } from './ApiTransport';

const windowBytes = 4 * 1024 * 1024;
/** As long as client-go waits before it asks a silent connection, and then for the answer. */
const silenceMilliseconds = 30_000;
const pingMilliseconds = 15_000;

/** All requests to a server over one HTTP/2 connection, which is made anew when it has broken, as client-go does. */
export class Http2Transport implements ApiTransport {
  private readonly url: URL;
  private readonly options: RequestOptions;
  private readonly agent: Agent;
  private readonly open = new Set<ClientHttp2Stream>();
  private connecting: Promise<ClientHttp2Session> | undefined;

  private constructor(fields: {
    url: URL;
    options: RequestOptions;
    agent: Agent;
  }) {
    this.url = fields.url;
    this.options = fields.options;
    this.agent = fields.agent;
  }

  /** To the kubeconfig's current cluster, with its token, CA, server name and proxy. Connects to nothing yet. */
  static async fromKubeConfig(config: KubeConfig): Promise<Http2Transport> {
    const cluster = config.getCurrentCluster();
    const options: RequestOptions = {};
    await config.applyToHTTPSOptions(options);
    const { agent, ...rest } = options;
    if (!cluster || typeof agent !== 'object') {
      throw new NotFoundError(
        `The kubeconfig gives no way to connect to '${config.getCurrentContext()}'.`,
      );
    }
    return new Http2Transport({
      url: new URL(cluster.server),
      options: rest,
      agent,
    });
  }

  async send(request: ApiRequest): Promise<ApiAnswer> {
    const session = await this.session();
    const { method, path, body, contentType } = request;
    const stream = session.request(
      {
        ':method': method,
        ':path': path,
        accept: 'application/json',
        authorization: authorizationOf(this.options),
        ...(body === undefined
          ? {}
          : {
              'content-type': contentType ?? 'application/json',
              'content-length': Buffer.byteLength(body),
            }),
      },
      { endStream: body === undefined },
    );
    if (body !== undefined) {
      stream.end(body);
    }
    this.open.add(stream);
    stream.once('close', () => this.open.delete(stream));
    const headers = await answered(stream);
    return { status: Number(headers[':status'] ?? 0), body: stream };
  }

  close(): void {
    void this.connecting?.then(
      session => session.destroy(),
      () => undefined,
    );
    this.connecting = undefined;
    this.agent.destroy();
  }

  private session(): Promise<ClientHttp2Session> {
    if (!this.connecting) {
      const connecting = this.connect();
      const forget = () => {
        if (this.connecting === connecting) {
          this.connecting = undefined;
        }
      };
      connecting.then(session => {
        session.once('close', forget);
        session.once('goaway', forget);
      }, forget);
      this.connecting = connecting;
    }
    return this.connecting;
  }

  private async connect(): Promise<ClientHttp2Session> {
    const socket = await this.connectSocket();
    const opened: { session?: ClientHttp2Session } = {};
    // Before Node hears of it: it would end the streams as if all had been said.
    socket.once('close', () => opened.session && this.breakOff(opened.session));
    const session = connect(this.url, {
      createConnection: () => socket,
      settings: { initialWindowSize: windowBytes, enablePush: false },
    });
    opened.session = session;
    session.on('error', () => undefined);
    await once(session, 'connect');
    session.setLocalWindowSize(windowBytes);
    session.setTimeout(silenceMilliseconds, () => checkAlive(session));
    return session;
  }

  private breakOff(session: ClientHttp2Session): void {
    for (const stream of this.open) {
      if (stream.session === session) {
        stream.destroy(cutOff());
      }
    }
  }

  /** Leaves it to the kubeconfig's agent whether the way leads through a proxy. */
  private async connectSocket(): Promise<Duplex> {
    const socket = await new Promise<Duplex>((resolve, reject) => {
      const { hostname, port } = this.url;
      const { ca, cert, key, rejectUnauthorized, servername } = this.options;
      const options: ConnectionOptions = {
        ca,
        cert,
        key,
        rejectUnauthorized,
        host: hostname,
        port: Number(port || '443'),
        servername: servername ?? nameOf(hostname),
        ALPNProtocols: ['h2'],
      };
      const made = this.agent.createConnection(options, (error, connected) =>
        error || !connected ? reject(error) : resolve(connected),
      );
      if (made instanceof Duplex) {
        resolve(made);
      }
    });
    if (socket instanceof TLSSocket) {
      await once(socket, 'secureConnect');
    }
    return socket;
  }
}

function authorizationOf({ headers }: RequestOptions): string | undefined {
  return headers && 'Authorization' in headers
    ? String(headers.Authorization)
    : undefined;
}

/** An address cannot be asked for by name in TLS. */
function nameOf(hostname: string): string | undefined {
  return isIP(hostname) ? undefined : hostname;
}

/** The answer's headers. A stream that ends without any was cut off, and says so as a broken TCP connection does. */
function answered(stream: ClientHttp2Stream): Promise<IncomingHttpHeaders> {
  return new Promise((resolve, reject) => {
    stream.once('response', resolve);
    stream.once('error', error => reject(isCutOff(error) ? cutOff() : error));
    stream.once('close', () => reject(cutOff()));
  });
}

function checkAlive(session: ClientHttp2Session): void {
  if (session.destroyed) {
    return;
  }
  const timer = setTimeout(() => session.destroy(cutOff()), pingMilliseconds);
  session.ping(() => clearTimeout(timer));
}

function isCutOff(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_HTTP2_STREAM_CANCEL';
}

function cutOff(): Error {
  return Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
}
