import { InputError } from '@backstage/errors';
import { KubeConfig } from '@kubernetes/client-node';
import type { HubAccess } from './HubConfig';

/**
 * A kubeconfig of one context, for one hub.
 *
 * @param name - in errors: `hub of network acme`
 * @internal
 */
export function loadKubeConfig(name: string, access: HubAccess): KubeConfig {
  const kubeConfig = new KubeConfig();
  switch (access.type) {
    case 'inCluster':
      kubeConfig.loadFromCluster();
      break;
    case 'token':
      kubeConfig.loadFromClusterAndUser(
        {
          name: 'hub',
          server: access.url,
          caData: access.caData,
          skipTLSVerify: false,
        },
        { name: 'portal', token: access.token() },
      );
      break;
    default:
      loadFile(name, kubeConfig, access);
  }
  const cluster = kubeConfig.getCurrentCluster();
  if (!cluster?.server.startsWith('https://')) {
    throw new InputError(
      `The kubeconfig for the ${name} has no cluster with an https server in its context "${kubeConfig.getCurrentContext()}"`,
    );
  }
  if (cluster.skipTLSVerify) {
    throw new InputError(
      `The kubeconfig for the ${name} asks not to verify the certificate of ${cluster.server}, which is refused: give its certificate-authority`,
    );
  }
  return kubeConfig;
}

function loadFile(
  name: string,
  kubeConfig: KubeConfig,
  access: Extract<HubAccess, { type: 'kubeconfig' }>,
): void {
  try {
    kubeConfig.loadFromFile(access.path);
  } catch (error) {
    // The lines that follow quote the file, and with it tokens.
    const [reason] = String(
      error instanceof Error ? error.message : error,
    ).split('\n');
    throw new InputError(
      `The kubeconfig ${access.path} for the ${name} cannot be read: ${reason}`,
    );
  }
  if (access.context === undefined) {
    return;
  }
  if (!kubeConfig.getContextObject(access.context)) {
    const known = kubeConfig.getContexts().map(context => context.name);
    throw new InputError(
      `The kubeconfig ${access.path} for the ${name} has no context "${
        access.context
      }"; it has: ${known.join(', ')}`,
    );
  }
  kubeConfig.setCurrentContext(access.context);
}
