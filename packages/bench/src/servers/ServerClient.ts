import { request, type RequestOptions } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { KubeConfig } from '@kubernetes/client-node';

/** Asks an API server and looks at its answers as little as it can, so that the server is measured and not the client. */
export class ServerClient {
  private readonly url: string;
  private readonly options: RequestOptions;

  private constructor(url: string, options: RequestOptions) {
    this.url = url;
    this.options = options;
  }

  static async create(kubeConfig: KubeConfig): Promise<ServerClient> {
    const options: RequestOptions = {};
    await kubeConfig.applyToHTTPSOptions(options);
    if (typeof options.agent === 'object') {
      Object.assign(options.agent, { keepAlive: true });
    }
    return new ServerClient(
      kubeConfig.getCurrentCluster()?.server ?? '',
      options,
    );
  }

  /** The answer's bytes. Rejects for an answer that is an error. */
  async call(
    path: string,
    options: { method?: string; body?: string; accept?: string } = {},
  ): Promise<Buffer> {
    const response = await this.open(path, options);
    const chunks: Buffer[] = [];
    for await (const chunk of response) {
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  /** Counts the lines of a watch until the returned function is called. */
  async countLines(path: string, onLines: (count: number) => void) {
    const response = await this.open(path, {});
    response.on('data', (chunk: Buffer) => {
      let count = 0;
      for (
        let at = chunk.indexOf(10);
        at >= 0;
        at = chunk.indexOf(10, at + 1)
      ) {
        count += 1;
      }
      onLines(count);
    });
    response.on('error', () => undefined);
    return () => response.destroy();
  }

  close(): void {
    if (typeof this.options.agent === 'object') {
      this.options.agent.destroy();
    }
  }

  private open(
    path: string,
    options: { method?: string; body?: string; accept?: string },
  ): Promise<IncomingMessage> {
    const { method = 'GET', body, accept = 'application/json' } = options;
    return new Promise((resolve, reject) => {
      const outgoing = request(
        `${this.url}${path}`,
        {
          ...this.options,
          method,
          headers: {
            ...this.options.headers,
            accept,
            ...(body === undefined
              ? {}
              : {
                  'content-type': 'application/json',
                  'content-length': Buffer.byteLength(body),
                }),
          },
        },
        response => {
          const { statusCode = 0 } = response;
          if (statusCode < 400) {
            resolve(response);
            return;
          }
          response.resume();
          reject(
            new Error(`${method} ${path} was answered with ${statusCode}.`),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }
}
