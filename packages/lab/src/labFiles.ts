import { chmod, writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import type { LabCluster } from './LabCluster';

/** Writes a file that only its owner may read, whatever was there before. */
export async function writePrivate(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600 });
  await chmod(path, 0o600);
}

/**
 * A kubeconfig with a context for each cluster, and `hub-portal`: the hub by the way that can be broken, with a token
 * that may only read.
 */
export function labKubeConfig(clusters: readonly LabCluster[]): string {
  const [hub] = clusters;
  const entry = (
    { server }: LabCluster,
    other: { name?: string; url?: string } = {},
  ) => ({
    name: other.name ?? server.name,
    cluster: {
      server: other.url ?? server.url,
      'certificate-authority-data': Buffer.from(server.caPem).toString(
        'base64',
      ),
    },
  });
  const user = (name: string, token: string) => ({ name, user: { token } });
  const context = (name: string, cluster: string) => ({
    name,
    context: { cluster, user: name },
  });
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      ...clusters.map(cluster => entry(cluster)),
      entry(hub, {
        name: 'hub-portal',
        url: `https://127.0.0.1:${hub.path.relay.port}`,
      }),
    ],
    users: [
      ...clusters.map(cluster =>
        user(cluster.server.name, cluster.token('admin')),
      ),
      user('hub-portal', hub.token('portal')),
    ],
    contexts: [
      ...clusters.map(({ server }) => context(server.name, server.name)),
      context('hub-portal', 'hub-portal'),
    ],
    'current-context': hub.server.name,
  });
}

/** The part of a portal's configuration that leads it to the lab. */
export function portalConfig(options: {
  /** Path of the kubeconfig by name of the network. */
  networks: ReadonlyMap<string, string>;
  credentialsNamespace: string;
  forge: { url: string; token: string; fleet: string };
}): string {
  const { networks, credentialsNamespace, forge } = options;
  return stringify({
    integrations: {
      github: [
        {
          host: new URL(forge.url).host,
          apiBaseUrl: `${forge.url}/api/v3`,
          token: forge.token,
        },
      ],
    },
    van: {
      fleet: { url: forge.fleet, branch: 'main', refresh: { seconds: 5 } },
      networks: Object.fromEntries(
        [...networks].map(([network, kubeConfigPath]) => [
          network,
          {
            hub: { kubeconfig: kubeConfigPath, context: 'hub-portal' },
            dialer: 'portForward',
            credentials: 'vanstage',
            credentialsNamespace,
          },
        ]),
      ),
    },
  });
}
