import type { Duplex } from 'node:stream';

/**
 * A port of a Service in the hub.
 *
 * @public
 */
export interface ServiceAddress {
  namespace: string;
  service: string;
  port: number;
}

/**
 * Opens a byte stream to a Service of the hub. A stream may be handed over before its far end is connected; what goes
 * wrong afterwards destroys the stream with a `DialError`.
 *
 * @public
 */
export interface Dialer {
  /** Rejects with a `DialError`, or with the signal's reason. */
  dial(
    address: ServiceAddress,
    options: { signal: AbortSignal },
  ): Promise<Duplex>;
}
