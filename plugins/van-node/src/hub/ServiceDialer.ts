import { connect, type LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import { DialError, outcomeOfSocketError } from './DialError';
import type { Dialer, ServiceAddress } from './Dialer';
import { connected } from './connected';

/**
 * Connects straight to a Service by its DNS name. For a backend that runs in the hub.
 *
 * @public
 */
export class ServiceDialer implements Dialer {
  private constructor(private readonly lookup: LookupFunction | undefined) {}

  /** @param options - `lookup`: instead of the system's name resolution */
  static create(options: { lookup?: LookupFunction } = {}): ServiceDialer {
    return new ServiceDialer(options.lookup);
  }

  async dial(
    address: ServiceAddress,
    options: { signal: AbortSignal },
  ): Promise<Duplex> {
    const host = `${address.service}.${address.namespace}.svc`;
    const socket = connect({
      host,
      port: address.port,
      noDelay: true,
      lookup: this.lookup,
    });
    return connected(socket, {
      signal: options.signal,
      event: 'connect',
      toError: error =>
        new DialError(
          outcomeOfSocketError(error),
          `Could not connect to ${host}:${address.port}: ${error.message}`,
        ),
    });
  }
}
