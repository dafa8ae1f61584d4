import type { ConnectionOptions } from 'node:tls';
import { inspect } from 'node:util';
import { InputError } from '@backstage/errors';
import type { ServiceAddress } from './Dialer';

/**
 * With what an edge is read: its address in the hub, its CA and a token. Logged, printed or serialised it shows neither
 * token nor key.
 *
 * @public
 */
export class ClusterCredential {
  readonly #token: string;
  readonly #caPem: string;

  private constructor(
    /** The cluster's name. */
    readonly cluster: string,
    /** For example `https://paris-kube-api.van.svc:443`. */
    readonly server: string,
    /** The name that its certificate must have. */
    readonly serverName: string,
    /** The port of the hub's Service that leads to it. */
    readonly address: ServiceAddress,
    secrets: { token: string; caPem: string },
  ) {
    this.#token = secrets.token;
    this.#caPem = secrets.caPem;
  }

  /**
   * Throws an `InputError` when `server` is not the URL of a Service in the hub.
   *
   * @param options - `serverName`: the host of `server` when absent
   */
  static create(options: {
    cluster: string;
    server: string;
    serverName?: string;
    token: string;
    caPem: string;
  }): ClusterCredential {
    const { cluster, server, token, caPem } = options;
    const url = parseServer(cluster, server);
    const [service, namespace] = url.hostname.split('.');
    return new ClusterCredential(
      cluster,
      server,
      options.serverName ?? url.hostname,
      { service, namespace, port: Number(url.port || 443) },
      { token, caPem },
    );
  }

  /** For `tls.connect`. */
  tls(): ConnectionOptions {
    return { ca: this.#caPem, servername: this.serverName };
  }

  /** For each request. */
  headers(): Record<string, string> {
    return { authorization: `Bearer ${this.#token}` };
  }

  /** Nothing was rotated. */
  equals(other: ClusterCredential): boolean {
    return (
      this.cluster === other.cluster &&
      this.server === other.server &&
      this.serverName === other.serverName &&
      this.#token === other.#token &&
      this.#caPem === other.#caPem
    );
  }

  toJSON(): Record<string, string> {
    return {
      cluster: this.cluster,
      server: this.server,
      serverName: this.serverName,
      token: '<redacted>',
    };
  }

  toString(): string {
    return `credential for cluster ${this.cluster} at ${this.server}`;
  }

  [inspect.custom](): string {
    return `<${this.toString()}>`;
  }
}

const serviceHost = /^[a-z0-9-]+\.[a-z0-9-]+\.svc(\.cluster\.local)?$/;

function parseServer(cluster: string, server: string): URL {
  const url = URL.canParse(server) ? new URL(server) : undefined;
  if (url?.protocol !== 'https:' || !serviceHost.test(url.hostname)) {
    throw new InputError(
      `The server "${server}" of cluster ${cluster} is not the address of a Service in the hub, such as https://${cluster}-kube-api.van.svc:443`,
    );
  }
  return url;
}
