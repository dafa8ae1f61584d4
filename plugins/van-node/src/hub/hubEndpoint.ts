import type { KubeConfig } from '@kubernetes/client-node';
import type { RequestOptions } from 'node:https';
import { connect, isIP } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import type { ApiEndpoint } from './ApiEndpoint';
import { connected } from './connected';
import { DialError, outcomeOfSocketError } from './DialError';

/**
 * The API server of a kubeconfig's current context, reached directly.
 *
 * @internal
 */
export function hubEndpoint(name: string, kubeConfig: KubeConfig): ApiEndpoint {
  const { hostname, port, host } = new URL(
    kubeConfig.getCurrentCluster()?.server ?? '',
  );
  const address = hostname.replace(/^\[|\]$/g, '');
  return {
    name,
    authority: host,
    open: ({ signal }) => {
      const socket = connect({
        host: address,
        port: Number(port || 443),
        noDelay: true,
      });
      return connected(socket, {
        signal,
        event: 'connect',
        toError: error =>
          new DialError(
            outcomeOfSocketError(error),
            `Could not connect to the ${name} at ${host}: ${error.message}`,
          ),
      });
    },
    tls: async () => {
      const { ca, cert, key, servername } = await optionsOf(kubeConfig);
      // An address is no server name in TLS; with `host` the certificate is compared with it all the same.
      return isIP(address)
        ? { ca, cert, key, servername, host: address }
        : { ca, cert, key, servername: servername ?? address };
    },
    headers: async () => {
      const { headers, auth } = await optionsOf(kubeConfig);
      return {
        ...toStrings(headers),
        ...(auth && {
          authorization: `Basic ${Buffer.from(auth).toString('base64')}`,
        }),
      };
    },
  };
}

/** Asked each time: client-node renews tokens that come from a file or a command here. */
async function optionsOf(
  kubeConfig: KubeConfig,
): Promise<RequestOptions & ConnectionOptions> {
  const options: RequestOptions & ConnectionOptions = {};
  await kubeConfig.applyToHTTPSOptions(options);
  return options;
}

function toStrings(headers: RequestOptions['headers']): Record<string, string> {
  const entries: [string, string][] = [];
  for (const [header, value] of Object.entries(headers ?? {})) {
    if (value !== undefined) {
      entries.push([header.toLowerCase(), String(value)]);
    }
  }
  return Object.fromEntries(entries);
}
