import {
  connect,
  constants,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type IncomingHttpHeaders,
} from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { z } from 'zod';
import type {
  ApiRequest,
  ApiResponse,
  ApiSession,
  GetJsonOptions,
} from './ApiClient';
import type { ApiEndpoint } from './ApiEndpoint';
import { ApiStatusError } from './ApiStatusError';
import { DialError } from './DialError';
import { deadline } from './deadline';
import { readText } from './readText';
import { secureConnect } from './secureConnect';

const defaultConnectTimeoutMs = 10_000;
const defaultRequestTimeoutMs = 30_000;
const defaultPingTimeoutMs = 5_000;
const defaultMaxBytes = 32 * 1024 * 1024;
const errorBodyBytes = 64 * 1024;

/**
 * Node's default of 64 KiB lets a list of Applications through at 64 KiB a round trip.
 */
const windowBytes = 4 * 1024 * 1024;

/**
 * One HTTP/2 connection to an API server: everything that is read there goes over it. It does not reconnect.
 *
 * @public
 */
export class ApiConnection implements ApiSession {
  private constructor(
    private readonly endpoint: ApiEndpoint,
    private readonly session: ClientHttp2Session,
  ) {}

  /**
   * Connects and verifies who answers.
   *
   * @param options - `timeoutMs`: until the connection can be used; 10,000 when absent, after which it is `silent`
   */
  static async connect(
    endpoint: ApiEndpoint,
    options: { signal?: AbortSignal; timeoutMs?: number } = {},
  ): Promise<ApiConnection> {
    const { name } = endpoint;
    const timeoutMs = options.timeoutMs ?? defaultConnectTimeoutMs;
    return deadline(
      {
        timeoutMs,
        signal: options.signal,
        toError: () =>
          new DialError(
            'silent',
            `${name} accepted the connection or kept it waiting, and did not answer within ${timeoutMs} ms`,
          ),
      },
      async signal => {
        const tls = await endpoint.tls();
        const stream = await endpoint.open({ signal });
        const socket = await secureConnect({ stream, tls, name, signal });
        const session = await startSession({ endpoint, socket, signal });
        return new ApiConnection(endpoint, session);
      },
    );
  }

  get name(): string {
    return this.endpoint.name;
  }

  get isOpen(): boolean {
    return !this.session.closed && !this.session.destroyed;
  }

  onClose(listener: () => void): void {
    if (this.session.destroyed) {
      listener();
    } else {
      this.session.once('close', listener);
    }
  }

  close(): void {
    this.session.destroy();
  }

  async request(request: ApiRequest): Promise<ApiResponse> {
    const timeoutMs = request.timeoutMs ?? defaultRequestTimeoutMs;
    return deadline(
      {
        timeoutMs,
        signal: request.signal,
        toError: () =>
          new DialError(
            'silent',
            `${describe(request)} of ${
              this.name
            } was not answered within ${timeoutMs} ms`,
          ),
      },
      signal => this.exchange(request, signal),
    );
  }

  async getJson<T>(
    path: string,
    schema: z.ZodType<T>,
    options: GetJsonOptions = {},
  ): Promise<T> {
    const what = `GET ${withoutQuery(path)} of ${this.name}`;
    const timeoutMs = options.timeoutMs ?? defaultRequestTimeoutMs;
    return deadline(
      {
        timeoutMs,
        signal: options.signal,
        toError: () =>
          new DialError(
            'silent',
            `${what} was not answered within ${timeoutMs} ms`,
          ),
      },
      async signal => {
        const response = await this.request({ path, signal, timeoutMs });
        const maxBytes =
          response.status < 400
            ? options.maxBytes ?? defaultMaxBytes
            : errorBodyBytes;
        const text = await readText(response.body, { maxBytes, what });
        if (response.status >= 400) {
          throw ApiStatusError.fromAnswer({
            what,
            code: response.status,
            body: text,
          });
        }
        return parseJson(text, { schema, what });
      },
    );
  }

  async ping(
    options: { signal?: AbortSignal; timeoutMs?: number } = {},
  ): Promise<number> {
    const timeoutMs = options.timeoutMs ?? defaultPingTimeoutMs;
    return deadline(
      {
        timeoutMs,
        signal: options.signal,
        toError: () =>
          new DialError(
            'silent',
            `${this.name} did not answer a ping within ${timeoutMs} ms`,
          ),
      },
      () => this.exchangePing(),
    );
  }

  private exchangePing(): Promise<number> {
    return new Promise((resolve, reject) => {
      const fail = (error: Error) =>
        reject(
          new DialError(
            'closed',
            `The connection to ${this.name} ended: ${error.message}`,
          ),
        );
      if (!this.isOpen) {
        fail(new Error('it was closed'));
        return;
      }
      const sent = this.session.ping((error, durationMs) =>
        error ? fail(error) : resolve(durationMs),
      );
      if (!sent) {
        fail(new Error('too many pings are unanswered'));
      }
    });
  }

  private async exchange(
    request: ApiRequest,
    headersSignal: AbortSignal,
  ): Promise<ApiResponse> {
    const stream = await this.send(request);
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        stream.close(constants.NGHTTP2_CANCEL);
        reject(headersSignal.reason);
      };
      const stopWaiting = () =>
        headersSignal.removeEventListener('abort', onAbort);
      headersSignal.addEventListener('abort', onAbort, { once: true });
      stream.once('response', headers => {
        stopWaiting();
        followSignal(stream, request.signal);
        resolve({
          status: statusOf(headers),
          headers: headersOf(headers),
          body: stream,
        });
      });
      stream.once('close', () => {
        stopWaiting();
        reject(this.ended(request, stream.errored ?? undefined));
      });
      if (headersSignal.aborted) {
        onAbort();
      }
    });
  }

  private async send(request: ApiRequest): Promise<ClientHttp2Stream> {
    const headers = {
      accept: 'application/json',
      'user-agent': 'vanstage',
      ...(await this.endpoint.headers()),
      ...request.headers,
      ':method': request.method ?? 'GET',
      ':path': request.path,
    };
    if (!this.isOpen) {
      throw this.ended(request, undefined);
    }
    const stream = this.session.request(headers, {
      endStream: request.body === undefined,
    });
    // Whoever reads the body is told by the stream itself; this only keeps a late error from ending the process.
    stream.on('error', () => {});
    if (request.body !== undefined) {
      stream.end(request.body);
    }
    return stream;
  }

  private ended(request: ApiRequest, cause: Error | undefined): DialError {
    const why = cause ? `: ${cause.message}` : '';
    return new DialError(
      'closed',
      `The connection to ${this.name} ended before ${describe(
        request,
      )} was answered${why}`,
    );
  }
}

function startSession(options: {
  endpoint: ApiEndpoint;
  socket: TLSSocket;
  signal: AbortSignal;
}): Promise<ClientHttp2Session> {
  const { endpoint, socket, signal } = options;
  const session = connect(`https://${endpoint.authority}`, {
    createConnection: () => socket,
    settings: { enablePush: false, initialWindowSize: windowBytes },
  });
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      session.destroy();
      reject(error);
    };
    const closed = (cause?: Error) =>
      fail(
        new DialError(
          'closed',
          `${
            endpoint.name
          } ended the connection before it sent a byte of HTTP/2${
            cause ? `: ${cause.message}` : ''
          }`,
        ),
      );
    const onAbort = () => fail(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    session.on('error', closed);
    session.once('close', closed);
    // The server's settings are its first frame: until then only TLS has answered.
    session.once('remoteSettings', () => {
      signal.removeEventListener('abort', onAbort);
      session.removeListener('close', closed);
      session.setLocalWindowSize(windowBytes * 4);
      resolve(session);
    });
    if (signal.aborted) {
      onAbort();
    }
  });
}

function followSignal(stream: ClientHttp2Stream, signal?: AbortSignal): void {
  if (!signal) {
    return;
  }
  const onAbort = () => stream.close(constants.NGHTTP2_CANCEL);
  signal.addEventListener('abort', onAbort, { once: true });
  stream.once('close', () => signal.removeEventListener('abort', onAbort));
}

function statusOf(headers: IncomingHttpHeaders): number {
  return Number(headers[constants.HTTP2_HEADER_STATUS]);
}

function headersOf(headers: IncomingHttpHeaders): ApiResponse['headers'] {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !name.startsWith(':')),
  );
}

function describe(request: ApiRequest): string {
  return `${request.method ?? 'GET'} ${withoutQuery(request.path)}`;
}

function withoutQuery(path: string): string {
  return path.split('?')[0];
}

function parseJson<T>(
  text: string,
  options: { schema: z.ZodType<T>; what: string },
): T {
  const { schema, what } = options;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ApiStatusError(200, `${what} was answered with invalid JSON`);
  }
  const result = schema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new ApiStatusError(
      200,
      `${what} was answered with an unexpected ${
        issue.path.join('.') || 'value'
      }: ${issue.message}`,
    );
  }
  return result.data;
}
