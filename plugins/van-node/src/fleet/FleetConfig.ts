import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { HumanDuration } from '@backstage/types';

/**
 * Which repository declares the fleet: `van.fleet` of the configuration, read and checked.
 *
 * @public
 */
export interface FleetConfig {
  /** Page of the repository, without a slash at its end. */
  url: string;
  /** Host with its port, as in `integrations.github`. */
  host: string;
  owner: string;
  name: string;
  branch: string;
  /** How often the branch is asked for its newest commit. */
  refresh: HumanDuration;
}

/**
 * Reads `van.fleet`.
 *
 * @param config - the root configuration
 * @throws InputError when the address is missing or is not that of a repository
 * @public
 */
export function readFleetConfig(config: Config): FleetConfig {
  const fleet = config.getOptionalConfig('van.fleet');
  if (!fleet) {
    throw new InputError(
      'van.fleet is missing from the configuration: set van.fleet.url to the address of the fleet repository',
    );
  }
  return {
    ...parseRepositoryUrl(fleet.getString('url')),
    branch: fleet.getOptionalString('branch') ?? 'main',
    refresh: fleet.has('refresh')
      ? readDurationFromConfig(fleet, { key: 'refresh' })
      : { seconds: 30 },
  };
}

function parseRepositoryUrl(
  value: string,
): Pick<FleetConfig, 'url' | 'host' | 'owner' | 'name'> {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const [owner, name, ...rest] = (url?.pathname ?? '')
    .replace(/^\/|\/$/g, '')
    .split('/');
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    !owner ||
    !name ||
    rest.length
  ) {
    throw new InputError(
      'van.fleet.url is not the address of a GitHub repository: write it as https://github.com/<owner>/<repository>',
    );
  }
  if (url.username || url.password) {
    throw new InputError(
      'van.fleet.url holds credentials: remove them and configure the host under integrations.github',
    );
  }
  const repository = name.replace(/\.git$/, '');
  return {
    url: `${url.origin}/${owner}/${repository}`,
    host: url.host,
    owner,
    name: repository,
  };
}
