import { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { createInterface } from 'node:readline';
import { JsonObject, isJsonObject } from '../kubeObject';

/** What is sent besides the path; a text as body is sent as it is, anything else as JSON. */
export interface ApiRequest {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  token?: string;
}

/** A whole answer; `body` is empty where it is not JSON. */
export interface ApiAnswer {
  code: number;
  type: string;
  body: JsonObject;
  text: string;
}

/** An open watch; `next` waits for its next event. */
export interface OpenedWatch {
  next(): Promise<JsonObject | undefined>;
  close(): void;
}

/** A bare HTTPS client, for what the real clients hide. */
export class ApiClient {
  readonly #url: string;
  readonly #token: string;
  readonly #agent: Agent;

  constructor(server: { url: string; caPem: string }, token: string) {
    this.#url = server.url;
    this.#token = token;
    this.#agent = new Agent({ ca: server.caPem, keepAlive: true });
  }

  async get(path: string, options: ApiRequest = {}): Promise<ApiAnswer> {
    return this.send(path, options);
  }

  async post(path: string, body: unknown): Promise<ApiAnswer> {
    return this.send(path, { method: 'POST', body });
  }

  async put(path: string, body: unknown): Promise<ApiAnswer> {
    return this.send(path, { method: 'PUT', body });
  }

  async patch(
    path: string,
    body: unknown,
    type = 'merge-patch',
  ): Promise<ApiAnswer> {
    return this.send(path, {
      method: 'PATCH',
      body,
      headers: { 'content-type': `application/${type}+json` },
    });
  }

  async delete(path: string, body?: unknown): Promise<ApiAnswer> {
    return this.send(path, { method: 'DELETE', body });
  }

  async send(path: string, options: ApiRequest): Promise<ApiAnswer> {
    const response = await this.#request(path, options);
    const chunks: Buffer[] = [];
    for await (const chunk of response) {
      chunks.push(Buffer.from(chunk));
    }
    const text = Buffer.concat(chunks).toString('utf8');
    const type = response.headers['content-type'] ?? '';
    const isJson = type === 'application/json';
    const body: unknown = isJson && text ? JSON.parse(text) : {};
    return {
      code: response.statusCode ?? 0,
      type,
      body: isJsonObject(body) ? body : {},
      text,
    };
  }

  async watch(path: string, options: ApiRequest = {}): Promise<OpenedWatch> {
    const response = await this.#request(path, options);
    const lines = createInterface({ input: response })[Symbol.asyncIterator]();
    return {
      async next() {
        const line = await lines.next();
        const event: unknown = line.done ? undefined : JSON.parse(line.value);
        return isJsonObject(event) ? event : undefined;
      },
      close: () => response.destroy(),
    };
  }

  close(): void {
    this.#agent.destroy();
  }

  #request(path: string, options: ApiRequest): Promise<IncomingMessage> {
    const { method = 'GET', headers = {}, token = this.#token } = options;
    const body = textOf(options.body);
    return new Promise((resolve, reject) => {
      const sent = request(
        `${this.#url}${path}`,
        {
          method,
          agent: this.#agent,
          headers: {
            ...(token ? { authorization: `Bearer ${token}` } : {}),
            ...(body
              ? {
                  'content-type': 'application/json',
                  'content-length': String(Buffer.byteLength(body)),
                }
              : {}),
            ...headers,
          },
        },
        resolve,
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

function textOf(body: unknown): string {
  if (typeof body === 'string') {
    return body;
  }
  return body === undefined ? '' : JSON.stringify(body);
}
