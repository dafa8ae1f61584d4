import { NotFoundError } from '@backstage/errors';
import { ApiToken } from './authorization';

/** A kubeconfig with one cluster, one user and one context, all current. */
export function kubeConfig(options: {
  server: { name: string; url: string; caPem: string };
  tokens: readonly ApiToken[];
  user: string;
}) {
  const { server, user } = options;
  const found = options.tokens.find(token => token.user === user);
  if (!found) {
    throw new NotFoundError(
      `No token of user "${user}" is known to API server "${server.name}"; give it in the tokens that the server is started with`,
    );
  }
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: server.name,
        cluster: {
          server: server.url,
          'certificate-authority-data': Buffer.from(server.caPem).toString(
            'base64',
          ),
        },
      },
    ],
    users: [{ name: user, user: { token: found.token } }],
    contexts: [{ name: server.name, context: { cluster: server.name, user } }],
    'current-context': server.name,
  };
}
