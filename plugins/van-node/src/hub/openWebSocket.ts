import type { KubeConfig } from '@kubernetes/client-node';
import { WebSocket, type ClientOptions } from 'ws';
import { DialError } from './DialError';

/**
 * Opens a WebSocket to the current cluster of a kubeconfig. Client-node's own handler hides the status of a refusal, cannot
 * be aborted and ignores back-pressure, so `ws` is used directly.
 *
 * @param options - `path`: with query; `what`: in messages; `use`: is called in the moment it opens, because messages may
 *   follow at once
 * @internal
 */
export async function openWebSocket<T>(options: {
  kubeConfig: KubeConfig;
  path: string;
  protocol: string;
  what: string;
  signal: AbortSignal;
  use: (webSocket: WebSocket) => T;
}): Promise<T> {
  const { kubeConfig, path, protocol, what, signal, use } = options;
  const server = kubeConfig.getCurrentCluster()?.server ?? '';
  const clientOptions: ClientOptions = {};
  await kubeConfig.applyToHTTPSOptions(clientOptions);
  signal.throwIfAborted();

  const webSocket = new WebSocket(
    `${server.replace(/^http/, 'ws').replace(/\/$/, '')}${path}`,
    [protocol],
    { ...clientOptions, rejectUnauthorized: true, perMessageDeflate: false },
  );
  return new Promise((resolve, reject) => {
    const waiting = new AbortController();
    const fail = (error: unknown) => {
      waiting.abort();
      webSocket.terminate();
      reject(error);
    };
    signal.addEventListener('abort', () => fail(signal.reason), {
      signal: waiting.signal,
    });
    // Stays for the socket's life: terminating one that is still connecting makes it emit an error.
    webSocket.on('error', error =>
      fail(
        new DialError(
          'hubUnreachable',
          `The hub did not answer the request for ${what}: ${error.message}`,
        ),
      ),
    );
    webSocket.once('unexpected-response', (_request, response) => {
      const code = response.statusCode ?? 0;
      response.resume();
      fail(
        new DialError(
          code === 404 ? 'refused' : 'hubUnreachable',
          code === 401 || code === 403
            ? `The hub refused ${what} with ${code}: the portal's account needs "get" and "create" on pods/portforward`
            : `The hub refused ${what} with ${code}`,
        ),
      );
    });
    webSocket.once('open', () => {
      waiting.abort();
      resolve(use(webSocket));
    });
  });
}
