import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import type { ServerRequest, ServerResponse } from './HttpExchange';

/**
 * A request that was made in this process.
 *
 * @internal
 */
export class LocalRequest implements ServerRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly #body: Buffer;

  constructor(options: {
    method: string;
    url: string;
    headers: IncomingHttpHeaders;
    body: string | undefined;
  }) {
    this.method = options.method;
    this.url = options.url;
    this.headers = options.headers;
    this.#body = Buffer.from(options.body ?? '');
  }

  /** A request that is there as a whole does not break off. */
  on(): this {
    return this;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    yield this.#body;
  }
}

/**
 * An answer that is read in this process: what the server writes, its reader reads.
 *
 * @internal
 */
export class LocalResponse extends Readable implements ServerResponse {
  readonly #onHead: (status: number) => void;
  writableEnded = false;

  constructor(options: { onHead: (status: number) => void }) {
    super({ read: () => undefined });
    this.#onHead = options.onHead;
  }

  get writableLength(): number {
    return this.readableLength;
  }

  writeHead(status: number): void {
    this.#onHead(status);
  }

  write(chunk: Buffer): void {
    this.push(chunk);
  }

  end(chunk?: Buffer): void {
    this.writableEnded = true;
    if (chunk) {
      this.push(chunk);
    }
    this.push(null);
  }
}
