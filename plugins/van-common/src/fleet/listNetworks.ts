import { compare } from './compare';
import type { FleetFiles } from './types';

/**
 * The networks that a fleet repository declares, by name. A folder without a `network.yaml` is none.
 *
 * @public
 */
export function listNetworks(files: FleetFiles): string[] {
  const names: string[] = [];
  for (const path of files.keys()) {
    const match = /^networks\/([^/]+)\/network\.yaml$/.exec(path);
    if (match) {
      names.push(match[1]);
    }
  }
  return names.sort(compare);
}
