import {
  IncomingHttpHeaders,
  OutgoingHttpHeaders,
  ServerResponse as Http1Response,
} from 'node:http';
import { ResponseStream } from './ResponseStream';
import { StatusError } from './status';

const bodyLimitBytes = 3 * 1024 * 1024;

/** A client that goes away in the middle of an answer is no fault of the server. */
function ignoreLostClient(): void {}

/**
 * What an exchange needs of a request, however it came.
 *
 * @internal
 */
export interface ServerRequest extends AsyncIterable<Buffer | string> {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  on(event: 'error', listener: () => void): unknown;
}

/**
 * What an exchange needs to answer, however the answer goes.
 *
 * @internal
 */
export interface ServerResponse {
  readonly writableEnded: boolean;
  readonly destroyed: boolean;
  /** Bytes that the client has not taken yet. */
  readonly writableLength: number;
  writeHead(status: number, headers: OutgoingHttpHeaders): unknown;
  write(chunk: Buffer): unknown;
  end(): unknown;
  end(chunk: Buffer): unknown;
  destroy(): unknown;
  on(event: 'error', listener: () => void): unknown;
  once(event: 'close', listener: () => void): unknown;
}

/** HTTP/1.1 holds headers back until the first chunk; a watch may be silent for long. */
function flushHeaders(response: unknown): void {
  if (response instanceof Http1Response) {
    response.flushHeaders();
  }
}

/**
 * One request and its answer, over HTTP/1.1, HTTP/2 or in this process.
 *
 * @internal
 */
export class HttpExchange {
  readonly method: string;
  readonly url: URL;
  readonly #request: ServerRequest;
  readonly #response: ServerResponse;
  readonly #headers: OutgoingHttpHeaders = {
    'cache-control': 'no-cache, private',
  };

  constructor(request: ServerRequest, response: ServerResponse) {
    this.#request = request;
    this.#response = response;
    request.on('error', ignoreLostClient);
    response.on('error', ignoreLostClient);
    this.method = request.method;
    this.url = new URL(request.url, 'https://kubernetes.default.svc');
  }

  get query(): URLSearchParams {
    return this.url.searchParams;
  }

  header(name: string): string | undefined {
    const value = this.#request.headers[name];
    return Array.isArray(value) ? value.join(',') : value;
  }

  async body(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of this.#request) {
      const buffer = Buffer.from(chunk);
      size += buffer.length;
      // The rest is read and forgotten: a request that is left in the middle takes the connection with it.
      if (size <= bodyLimitBytes) {
        chunks.push(buffer);
      }
    }
    if (size > bodyLimitBytes) {
      throw new StatusError({
        code: 413,
        reason: 'RequestEntityTooLarge',
        message: `Request entity too large: limit is ${bodyLimitBytes}`,
      });
    }
    return Buffer.concat(chunks);
  }

  /** Says something in the head of the answer. */
  setHeader(name: string, value: string | string[]): void {
    this.#headers[name] = value;
  }

  send(code: number, content: Buffer | string, contentType: string): void {
    if (this.#response.writableEnded || this.#response.destroyed) {
      return;
    }
    const body = Buffer.from(content);
    this.#response.writeHead(code, {
      'content-type': contentType,
      'content-length': body.length,
      ...this.#headers,
    });
    if (this.method === 'HEAD') {
      this.#response.end();
    } else {
      this.#response.end(body);
    }
  }

  sendJson(code: number, value: unknown): void {
    this.send(code, `${JSON.stringify(value)}\n`, 'application/json');
  }

  sendError(error: StatusError): void {
    this.sendJson(error.code, error.toStatus());
  }

  /** Begins an answer of many chunks. */
  stream(contentType: string): ResponseStream {
    this.#response.writeHead(200, {
      'content-type': contentType,
      ...this.#headers,
    });
    flushHeaders(this.#response);
    return new ResponseStream(this.#response);
  }
}
