import type { Duplex } from 'node:stream';

/**
 * Waits until a socket says it is connected. A socket that fails, ends or is aborted first is destroyed.
 *
 * @internal
 */
export function connected<S extends Duplex>(
  socket: S,
  options: {
    signal: AbortSignal;
    event: 'connect' | 'secureConnect';
    toError: (error: Error) => Error;
  },
): Promise<S> {
  const { signal, event, toError } = options;
  return new Promise((resolve, reject) => {
    const waiting = new AbortController();
    const fail = (error: unknown) => {
      waiting.abort();
      socket.destroy();
      reject(error);
    };

    // Stays for the socket's life: an error that nobody listens to ends the process.
    socket.on('error', error => fail(toError(error)));
    socket.once('close', () =>
      fail(toError(new Error('the connection ended before it was made'))),
    );
    socket.once(event, () => {
      waiting.abort();
      resolve(socket);
    });
    signal.addEventListener('abort', () => fail(signal.reason), {
      signal: waiting.signal,
    });
    if (signal.aborted) {
      fail(signal.reason);
    }
  });
}
