import type { z } from 'zod';
import type {
  ApiClient,
  ApiRequest,
  ApiResponse,
  GetJsonOptions,
} from './ApiClient';
import { ApiConnection } from './ApiConnection';
import type { ApiEndpoint } from './ApiEndpoint';
import { DialError } from './DialError';
import { untilAborted } from './untilAborted';

/**
 * One kept connection that is made at the first call, and again at the first call after it was lost. Callers at the same
 * time share one connect. How often to try again is theirs to decide.
 *
 * @public
 */
export class ReconnectingApi implements ApiClient {
  private current: Promise<ApiConnection> | undefined;
  private readonly closing = new AbortController();

  private constructor(private readonly endpoint: ApiEndpoint) {}

  static create(endpoint: ApiEndpoint): ReconnectingApi {
    return new ReconnectingApi(endpoint);
  }

  get name(): string {
    return this.endpoint.name;
  }

  async request(request: ApiRequest): Promise<ApiResponse> {
    return (await this.connection(request.signal)).request(request);
  }

  async getJson<T>(
    path: string,
    schema: z.ZodType<T>,
    options?: GetJsonOptions,
  ): Promise<T> {
    const connection = await this.connection(options?.signal);
    return connection.getJson(path, schema, options);
  }

  /** Connects when there is no connection. A ping that fails ends the connection, so that nobody waits on a dead one. */
  async ping(options?: {
    signal?: AbortSignal;
    timeoutMs?: number;
  }): Promise<number> {
    const connection = await this.connection(options?.signal);
    try {
      return await connection.ping(options);
    } catch (error) {
      if (!options?.signal?.aborted) {
        connection.close();
      }
      throw error;
    }
  }

  /** Ends the connection for good. */
  async close(): Promise<void> {
    this.closing.abort(
      new DialError('closed', `The connection to ${this.name} was closed`),
    );
    const current = await this.current?.catch(() => undefined);
    current?.close();
  }

  private async connection(signal?: AbortSignal): Promise<ApiConnection> {
    this.closing.signal.throwIfAborted();
    const known = (this.current ??= this.connect());
    const connection = await untilAborted(known, signal);
    if (connection.isOpen) {
      return connection;
    }
    this.forget(known);
    return untilAborted((this.current ??= this.connect()), signal);
  }

  private connect(): Promise<ApiConnection> {
    const connecting = ApiConnection.connect(this.endpoint, {
      signal: this.closing.signal,
    });
    connecting.catch(() => this.forget(connecting));
    return connecting;
  }

  private forget(connecting: Promise<ApiConnection>): void {
    if (this.current === connecting) {
      this.current = undefined;
    }
  }
}
