import type { Readable } from 'node:stream';
import type { z } from 'zod';

/**
 * A request to an API server.
 *
 * @public
 */
export interface ApiRequest {
  /** Path with query, for example `/api/v1/nodes?limit=1`. */
  path: string;
  /** Default `GET`. */
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Ends the request, and the body's stream. */
  signal?: AbortSignal;
  /** Until the answer's headers are there, milliseconds; 30,000 when absent. */
  timeoutMs?: number;
}

/**
 * The answer to a request, as soon as its headers are there.
 *
 * @public
 */
export interface ApiResponse {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** Must be read to its end or destroyed. */
  body: Readable;
}

/**
 * How long and how much an answer may be.
 *
 * @public
 */
export interface GetJsonOptions {
  signal?: AbortSignal;
  /** Until the whole answer is there, milliseconds; 30,000 when absent. */
  timeoutMs?: number;
  /** A longer answer is refused, bytes; 32 MiB when absent. */
  maxBytes?: number;
}

/**
 * Calls to one Kubernetes API server.
 *
 * @public
 */
export interface ApiClient {
  /** In messages: `cluster paris`. */
  readonly name: string;
  /** Any answer resolves, whatever its status. Rejects with a `DialError` when there is none. */
  request(request: ApiRequest): Promise<ApiResponse>;
  /** Rejects with an `ApiStatusError` for an answer from 400 on. */
  getJson<T>(
    path: string,
    schema: z.ZodType<T>,
    options?: GetJsonOptions,
  ): Promise<T>;
  /** Round trip of an HTTP/2 ping, milliseconds. */
  ping(options?: { signal?: AbortSignal; timeoutMs?: number }): Promise<number>;
}

/**
 * One connection to an API server, which ends some time.
 *
 * @public
 */
export interface ApiSession extends ApiClient {
  /** False once no new request can be made. */
  readonly isOpen: boolean;
  /** Calls once, when the connection has ended for whatever reason. */
  onClose(listener: () => void): void;
  /** Ends the connection and every request on it. */
  close(): void;
}
