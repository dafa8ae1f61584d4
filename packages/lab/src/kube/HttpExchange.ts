import { ServerResponse } from 'node:http';
import { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { ResponseStream } from './ResponseStream';
import { StatusError } from './status';

const bodyLimitBytes = 3 * 1024 * 1024;

/** A client that goes away in the middle of an answer is no fault of the server. */
function ignoreLostClient(): void {}

/** HTTP/1.1 holds headers back until the first chunk; a watch may be silent for long. */
function flushHeaders(response: unknown): void {
  if (response instanceof ServerResponse) {
    response.flushHeaders();
  }
}

/**
 * One request and its answer, over HTTP/1.1 or HTTP/2.
 *
 * @internal
 */
export class HttpExchange {
  readonly method: string;
  readonly url: URL;
  readonly #request: Http2ServerRequest;
  readonly #response: Http2ServerResponse;

  constructor(request: Http2ServerRequest, response: Http2ServerResponse) {
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
      if (size > bodyLimitBytes) {
        throw new StatusError({
          code: 413,
          reason: 'RequestEntityTooLarge',
          message: `Request entity too large: limit is ${bodyLimitBytes}`,
          details: {},
        });
      }
      chunks.push(buffer);
    }
    return Buffer.concat(chunks);
  }

  send(code: number, content: Buffer | string, contentType: string): void {
    if (this.#response.writableEnded || this.#response.destroyed) {
      return;
    }
    const body = Buffer.from(content);
    this.#response.writeHead(code, {
      'content-type': contentType,
      'content-length': body.length,
      'cache-control': 'no-cache, private',
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
      'cache-control': 'no-cache, private',
    });
    flushHeaders(this.#response);
    return new ResponseStream(this.#response);
  }
}
