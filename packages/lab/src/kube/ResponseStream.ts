import type { ServerResponse } from './HttpExchange';

/**
 * An answer that is written bit by bit.
 *
 * @internal
 */
export class ResponseStream {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  write(chunk: Buffer): void {
    if (!this.#response.destroyed && !this.#response.writableEnded) {
      this.#response.write(chunk);
    }
  }

  /** Bytes that the client has not taken yet. */
  get pendingBytes(): number {
    return this.#response.writableLength;
  }

  end(): void {
    this.#response.end();
  }

  /** Breaks the answer off, for a client that does not keep up. */
  abort(): void {
    this.#response.destroy();
  }

  onClose(listener: () => void): void {
    this.#response.once('close', listener);
  }
}
