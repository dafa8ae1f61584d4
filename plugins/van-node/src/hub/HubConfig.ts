import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

/**
 * Where a hub's API server is and how to sign in.
 *
 * @public
 */
export type HubAccess =
  | { type: 'kubeconfig'; path: string; context?: string }
  | { type: 'inCluster' }
  | {
      type: 'token';
      url: string;
      /** A function, so that it shows nowhere. */
      token: () => string;
      /** PEM, base64. */
      caData: string;
    };

/**
 * `van.networks.<name>` of the app's configuration.
 *
 * @public
 */
export interface HubConfig {
  network: string;
  hub: HubAccess;
  /** How connections to Services of the hub are made: `service` from inside the hub, `portForward` from anywhere. */
  dialer: 'service' | 'portForward';
  /** Whose Secrets the portal reads edges with: its own read-only ones, or Argo CD's, which are those of an admin. */
  credentials: 'vanstage' | 'argocd';
  /** Namespace of those of its own. */
  credentialsNamespace: string;
  /** How often each connection is pinged, milliseconds. */
  pingMs: number;
}

/**
 * Reads `van.networks`. Throws an `InputError` that names the key.
 *
 * @public
 */
export function readHubConfigs(config: Config): HubConfig[] {
  const networks = config.getOptionalConfig('van.networks');
  if (!networks) {
    return [];
  }
  return networks
    .keys()
    .map(network => readHubConfig(network, networks.getConfig(network)));
}

function readHubConfig(network: string, config: Config): HubConfig {
  const key = `van.networks.${network}`;
  const hub = readAccess(`${key}.hub`, config.getConfig('hub'));
  return {
    network,
    hub,
    dialer: oneOf({
      key: `${key}.dialer`,
      value: config.getOptionalString('dialer'),
      values: ['service', 'portForward'],
      fallback: hub.type === 'inCluster' ? 'service' : 'portForward',
    }),
    credentials: oneOf({
      key: `${key}.credentials`,
      value: config.getOptionalString('credentials'),
      values: ['vanstage', 'argocd'],
      fallback: 'vanstage',
    }),
    credentialsNamespace:
      config.getOptionalString('credentialsNamespace') ?? 'vanstage',
    pingMs: config.has('ping')
      ? durationToMilliseconds(readDurationFromConfig(config, { key: 'ping' }))
      : 5_000,
  };
}

function readAccess(key: string, config: Config): HubAccess {
  const path = config.getOptionalString('kubeconfig');
  const inCluster = config.getOptionalBoolean('inCluster') ?? false;
  const url = config.getOptionalString('url');
  const given = [path !== undefined, inCluster, url !== undefined];
  if (given.filter(Boolean).length !== 1) {
    throw new InputError(
      `${key} needs exactly one of "kubeconfig", "inCluster: true" and "url" (with "token" and "caData")`,
    );
  }
  if (path !== undefined) {
    return {
      type: 'kubeconfig',
      path,
      context: config.getOptionalString('context'),
    };
  }
  if (url === undefined) {
    return { type: 'inCluster' };
  }
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:') {
    throw new InputError(`${key}.url must be an https URL, not "${url}"`);
  }
  const token = config.getString('token');
  return {
    type: 'token',
    url,
    token: () => token,
    caData: config.getString('caData'),
  };
}

function oneOf<T extends string>(options: {
  key: string;
  value: string | undefined;
  values: readonly T[];
  fallback: T;
}): T {
  const { key, value, values, fallback } = options;
  if (value === undefined) {
    return fallback;
  }
  const known = values.find(candidate => candidate === value);
  if (known === undefined) {
    throw new InputError(
      `${key} must be one of ${values.join(', ')}, not "${value}"`,
    );
  }
  return known;
}
