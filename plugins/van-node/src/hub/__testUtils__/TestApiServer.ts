import { once } from 'node:events';
import {
  createSecureServer,
  type Http2SecureServer,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import * as x509 from '@peculiar/x509';
import { WebSocketServer, type WebSocket } from 'ws';
import type { ApiEndpoint } from '../ApiEndpoint';
import { connected } from '../connected';
import { DialError, outcomeOfSocketError } from '../DialError';

export interface TestRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
}

export type TestHandler = (
  request: TestRequest,
  stream: ServerHttp2Stream,
) => void;

export type TestUpgradeHandler = (
  path: string,
  accept: () => Promise<WebSocket>,
  refuse: (status: number) => void,
) => void;

export const testServerName = 'kubernetes.default.svc';

/** An HTTP/2 server with a certificate of its own, which a test gives its answers. */
export class TestApiServer {
  readonly requests: TestRequest[] = [];
  readonly sockets = new Set<Socket>();
  handler: TestHandler = (_request, stream) => answer(stream, 404, {});
  upgradeHandler: TestUpgradeHandler = (_path, _accept, refuse) => refuse(404);

  private constructor(
    private readonly server: Http2SecureServer,
    readonly port: number,
    readonly caPem: string,
  ) {}

  static async start(): Promise<TestApiServer> {
    const { cert, key } = await selfSigned();
    const server = createSecureServer({ cert, key, allowHTTP1: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const api = new TestApiServer(server, portOf(server), cert);
    api.listen();
    return api;
  }

  get url(): string {
    return `https://localhost:${this.port}`;
  }

  endpoint(options: Partial<ApiEndpoint> = {}): ApiEndpoint {
    return {
      name: 'cluster paris',
      authority: `localhost:${this.port}`,
      open: ({ signal }) => dialPort(this.port, signal),
      tls: async () => ({ ca: this.caPem, servername: testServerName }),
      headers: async () => ({ authorization: 'Bearer s3cr3t-token' }),
      ...options,
    };
  }

  /** Breaks every connection, as a cut does. */
  cut(): void {
    for (const socket of this.sockets) {
      socket.destroy();
    }
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.cut();
    await closed;
  }

  private listen(): void {
    this.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => this.sockets.delete(socket));
    });
    this.server.on('sessionError', () => {});
    this.server.on('tlsClientError', () => {});
    this.server.on('stream', (stream: ServerHttp2Stream, headers) => {
      stream.on('error', () => {});
      const url = new URL(String(headers[':path']), this.url);
      const request: TestRequest = {
        method: String(headers[':method']),
        path: url.pathname,
        query: url.searchParams,
        headers,
      };
      this.requests.push(request);
      this.handler(request, stream);
    });
    const webSockets = new WebSocketServer({ noServer: true });
    this.server.on('upgrade', (request, socket: Duplex, head: Buffer) => {
      this.upgradeHandler(
        request.url ?? '',
        () =>
          new Promise(resolve =>
            webSockets.handleUpgrade(request, socket, head, resolve),
          ),
        status => socket.end(`HTTP/1.1 ${status} Refused\r\n\r\n`),
      );
    });
  }
}

export function answer(
  stream: ServerHttp2Stream,
  status: number,
  body: unknown,
): void {
  stream.respond({ ':status': status, 'content-type': 'application/json' });
  stream.end(JSON.stringify(body));
}

/** A plain TCP server; each connection is handed to `onConnection`. */
export async function startTcpServer(
  onConnection: (socket: Socket) => void,
): Promise<{ server: Server; port: number }> {
  const server = createServer(socket => {
    socket.on('error', () => {});
    socket.resume();
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: portOf(server) };
}

export function dialPort(port: number, signal: AbortSignal): Promise<Socket> {
  return connected(connect({ host: '127.0.0.1', port }), {
    signal,
    event: 'connect',
    toError: error => new DialError(outcomeOfSocketError(error), error.message),
  });
}

/** A port that refuses. */
export async function closedPort(): Promise<number> {
  const { server, port } = await startTcpServer(() => {});
  server.close();
  await once(server, 'close');
  return port;
}

function portOf(server: Server | Http2SecureServer): number {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The server has no port');
  }
  return address.port;
}

async function selfSigned(): Promise<{ cert: string; key: string }> {
  x509.cryptoProvider.set(crypto);
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ]);
  const day = 24 * 60 * 60 * 1000;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=test',
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + day),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: testServerName },
        { type: 'dns', value: 'localhost' },
      ]),
    ],
  });
  return {
    cert: certificate.toString('pem'),
    key: x509.PemConverter.encode(
      await crypto.subtle.exportKey('pkcs8', keys.privateKey),
      'PRIVATE KEY',
    ),
  };
}
