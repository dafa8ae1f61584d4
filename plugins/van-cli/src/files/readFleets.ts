import { InputError } from '@backstage/errors';
import {
  listNetworks,
  parseFleet,
  type Fleet,
  type FleetProblem,
} from '@vanstage/backstage-plugin-van-common';
import type { RepositoryFiles } from './RepositoryFiles';

/** What the files declare. */
export interface ReadFleets {
  fleets: Map<string, Fleet>;
  problems: FleetProblem[];
}

/**
 * Reads the networks of a repository: all, or the one that is named.
 *
 * @throws InputError when there is none
 */
export function readFleets(
  repository: RepositoryFiles,
  options: { network?: string; mayBeEmpty?: boolean },
): ReadFleets {
  const { files } = repository;
  const networks =
    options.network === undefined ? listNetworks(files) : [options.network];
  if (networks.length === 0 && !options.mayBeEmpty) {
    throw new InputError(
      'There is no network: networks/<network>/network.yaml declares one.',
    );
  }
  const fleets = new Map<string, Fleet>();
  const problems = [...repository.problems];
  for (const network of networks) {
    const parsed = parseFleet(files, network);
    problems.push(...parsed.problems);
    if (parsed.fleet) {
      fleets.set(network, parsed.fleet);
    }
  }
  return { fleets, problems };
}
