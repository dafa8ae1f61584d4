import type { Duplex } from 'node:stream';
import type { ConnectionOptions } from 'node:tls';

/**
 * Where an API server is and how to prove who we are to each other.
 *
 * @public
 */
export interface ApiEndpoint {
  /** In messages: `cluster paris`. */
  readonly name: string;
  /** `:authority` of requests. */
  readonly authority: string;
  /** Opens the byte stream that TLS runs over. Rejects with a `DialError`. */
  open(options: { signal: AbortSignal }): Promise<Duplex>;
  /** The pinned CA, the server's name, a client certificate. Asked at each connect. */
  tls(): Promise<ConnectionOptions>;
  /** The `authorization` header, and others that every request needs. Asked at each request, so that tokens can rotate. */
  headers(): Promise<Record<string, string>>;
}
