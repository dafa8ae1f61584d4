import { once } from 'node:events';
import { STATUS_CODES, ServerResponse, type IncomingMessage } from 'node:http';
import {
  constants,
  createSecureServer,
  type Http2SecureServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from 'node:http2';
import { Agent, request as httpsRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { connect as connectTls } from 'node:tls';
import type { ServerCertificate } from '../kube';
import type { StatusError } from '../kube/status';
import { LoopbackListener } from '../LoopbackListener';
import {
  faultyRequest,
  passedHeaders,
  rawHeaderLines,
  requestHeaders,
  statusBody,
} from './gatewayMessages';
import type { FaultyRequest, HttpFault } from './HttpFault';

/** Options of {@link FaultGateway.start}. */
export interface FaultGatewayOptions {
  /** The cluster behind: its port on loopback and its own certificate, with which the gateway stands in for it. */
  target: { port: number; certificate: ServerCertificate };
  faults: readonly HttpFault[];
}

/**
 * Stands between clients and a cluster's API server, ends TLS with the cluster's own certificate, and does to requests
 * and answers what its faults say. Everything else passes: HTTP/1.1, HTTP/2, watches, port-forwards.
 */
export class FaultGateway {
  private readonly target: FaultGatewayOptions['target'];
  private readonly faults: readonly HttpFault[];
  private readonly agent: Agent;
  private readonly server: Http2SecureServer;
  private listener: LoopbackListener | undefined;

  private constructor(options: FaultGatewayOptions) {
    this.target = options.target;
    this.faults = options.faults;
    const { certificate } = options.target;
    this.agent = new Agent({ ca: certificate.caPem, keepAlive: true });
    const shown =
      options.faults.find(fault => fault.certificate)?.certificate ??
      certificate;
    this.server = createSecureServer(
      {
        key: shown.privateKeyPem,
        cert: shown.certificateChainPem,
        allowHTTP1: true,
      },
      (request, response) => {
        this.pass(request, response).catch(() => abort(response));
      },
    );
    this.server.on('sessionError', () => undefined);
    this.server.on('tlsClientError', () => undefined);
    this.server.on('upgrade', (request, socket, head) =>
      this.upgrade(request, socket, head),
    );
  }

  static async start(options: FaultGatewayOptions): Promise<FaultGateway> {
    const gateway = new FaultGateway(options);
    gateway.listener = await LoopbackListener.start(gateway.server);
    return gateway;
  }

  get port(): number {
    return this.listener?.port ?? 0;
  }

  async stop(): Promise<void> {
    await this.listener?.stop();
    this.agent.destroy();
  }

  private async pass(
    request: Http2ServerRequest,
    response: Http2ServerResponse,
  ): Promise<void> {
    const asked = faultyRequest(request);
    const refusal = this.refusal(asked);
    if (refusal) {
      request.resume();
      const body = statusBody(refusal);
      response.writeHead(refusal.code, {
        ...this.dateHeader(),
        'content-type': 'application/json',
        'content-length': body.length,
      });
      response.end(body);
      return;
    }
    const upstream = httpsRequest({
      agent: this.agent,
      host: '127.0.0.1',
      port: this.target.port,
      method: request.method,
      path: request.url,
      headers: requestHeaders(request),
    });
    response.on('close', () => upstream.destroy());
    pipeline([
      request,
      ...this.faults.flatMap(fault => fault.changeRequest?.(asked) ?? []),
      upstream,
    ]).catch(() => upstream.destroy());
    const [answer] = await once(upstream, 'response');
    await this.answer(answer, response, asked);
  }

  private async answer(
    answer: IncomingMessage,
    response: Http2ServerResponse,
    asked: FaultyRequest,
  ): Promise<void> {
    const changes = this.faults.flatMap(
      fault => fault.changeAnswer?.(asked) ?? [],
    );
    const { 'content-length': length, ...headers } = passedHeaders(
      answer.headers,
    );
    response.writeHead(answer.statusCode ?? 502, {
      ...headers,
      ...(length !== undefined && changes.length === 0
        ? { 'content-length': length }
        : {}),
      ...this.dateHeader(),
    });
    if (response instanceof ServerResponse) {
      response.flushHeaders();
    }
    await pipeline([answer, ...changes, response]);
  }

  /** Passes an upgrade on byte by byte, unless a fault refuses it. */
  private upgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): void {
    socket.on('error', () => socket.destroy());
    const refusal = this.refusal(faultyRequest(request));
    if (refusal) {
      const body = statusBody(refusal);
      socket.end(
        `HTTP/1.1 ${refusal.code} ${
          STATUS_CODES[refusal.code]
        }\r\ncontent-type: application/json\r\ncontent-length: ${
          body.length
        }\r\nconnection: close\r\n\r\n${body}`,
      );
      return;
    }
    const { port, certificate } = this.target;
    const upstream = connectTls({
      host: '127.0.0.1',
      port,
      ca: certificate.caPem,
      ALPNProtocols: ['http/1.1'],
    });
    upstream.on('error', () => socket.destroy());
    upstream.on('close', () => socket.destroy());
    socket.on('close', () => upstream.destroy());
    upstream.write(
      [
        `${request.method} ${request.url} HTTP/1.1`,
        ...rawHeaderLines(request.rawHeaders),
        '\r\n',
      ].join('\r\n'),
    );
    upstream.write(head);
    socket.pipe(upstream);
    upstream.pipe(socket);
  }

  private refusal(request: FaultyRequest): StatusError | undefined {
    for (const fault of this.faults) {
      const refusal = fault.refuse?.(request);
      if (refusal) {
        return refusal;
      }
    }
    return undefined;
  }

  private dateHeader(): { date: string } {
    let date = new Date();
    for (const fault of this.faults) {
      date = fault.changeDate?.(date) ?? date;
    }
    return { date: date.toUTCString() };
  }
}

function abort(response: Http2ServerResponse): void {
  if (response instanceof ServerResponse) {
    response.destroy();
  } else {
    response.stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  }
}
