import type { Duplex } from 'node:stream';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { connected } from './connected';
import { DialError, outcomeOfSocketError } from './DialError';

/**
 * TLS with HTTP/2 over a stream. Who answers is verified with `tls.ca` and `tls.servername`.
 *
 * @internal
 */
export async function secureConnect(options: {
  stream: Duplex;
  tls: ConnectionOptions;
  /** In messages: `cluster paris`. */
  name: string;
  signal: AbortSignal;
}): Promise<TLSSocket> {
  const { stream, tls, name, signal } = options;
  let streamError: Error | undefined;
  stream.on('error', error => {
    streamError ??= error;
  });

  const socket = startTls(stream, { tls, name });
  stream.once('close', () => socket.destroy());
  socket.once('close', () => stream.destroy());

  await connected(socket, {
    signal,
    event: 'secureConnect',
    toError: error => {
      const cause = streamError ?? stream.errored ?? error;
      if (cause instanceof DialError) {
        return cause;
      }
      if (isRefusedByUs(socket) || isTlsError(cause)) {
        return new DialError(
          'wrongCertificate',
          `What answers for ${name} does not prove to be it: ${cause.message}`,
        );
      }
      const outcome = outcomeOfSocketError(cause);
      return new DialError(
        outcome === 'hubUnreachable' ? 'closed' : outcome,
        `The connection to ${name} ended before TLS was set up: ${cause.message}`,
      );
    },
  });

  if (socket.alpnProtocol !== 'h2') {
    socket.destroy();
    throw new DialError(
      'closed',
      `The API server of ${name} does not offer HTTP/2, which is needed`,
    );
  }
  return socket;
}

function startTls(
  stream: Duplex,
  options: { tls: ConnectionOptions; name: string },
): TLSSocket {
  try {
    return connect({
      ...options.tls,
      socket: stream,
      ALPNProtocols: ['h2'],
      // Otherwise NODE_TLS_REJECT_UNAUTHORIZED=0 would send the token to anyone.
      rejectUnauthorized: true,
    });
  } catch (error) {
    stream.destroy();
    const reason = error instanceof Error ? error.message : String(error);
    throw new DialError(
      'wrongCertificate',
      `The CA or client certificate for ${options.name} cannot be read: ${reason}`,
    );
  }
}

/** Node sets this only when the chain or the name did not verify. */
function isRefusedByUs(socket: TLSSocket): boolean {
  return Boolean(socket.authorizationError);
}

function isTlsError(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : '';
  return code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_');
}
