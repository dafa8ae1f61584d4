import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ApiAnswer, ApiRequest, ApiTransport } from '../controller';
import { HttpExchange } from './HttpExchange';
import { LocalRequest, LocalResponse } from './LocalExchange';

/**
 * Leads requests of this process to a server of this process.
 *
 * @internal
 */
export class LocalTransport implements ApiTransport {
  readonly #authorization: string;
  readonly #dispatch: (exchange: HttpExchange) => Promise<void>;
  readonly #open = new Set<LocalResponse>();

  private constructor(options: {
    token: string;
    dispatch: (exchange: HttpExchange) => Promise<void>;
  }) {
    this.#authorization = `Bearer ${options.token}`;
    this.#dispatch = options.dispatch;
  }

  static create(options: {
    token: string;
    dispatch: (exchange: HttpExchange) => Promise<void>;
  }): LocalTransport {
    return new LocalTransport(options);
  }

  async send(request: ApiRequest): Promise<ApiAnswer> {
    // As with a network, what else waits gets its turn.
    await nextTurn();
    return new Promise((resolve, reject) => {
      const response = new LocalResponse({
        onHead: status => resolve({ status, body: response }),
      });
      this.#open.add(response);
      response.once('close', () => this.#open.delete(response));
      this.#dispatch(
        new HttpExchange(
          new LocalRequest({
            method: request.method,
            url: request.path,
            headers: {
              accept: 'application/json',
              authorization: this.#authorization,
              'content-type': request.contentType ?? 'application/json',
            },
            body: request.body,
          }),
          response,
        ),
      ).catch(reject);
    });
  }

  close(): void {
    for (const response of this.#open) {
      response.destroy();
    }
  }
}
