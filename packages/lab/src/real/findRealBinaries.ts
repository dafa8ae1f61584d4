import { NotFoundError } from '@backstage/errors';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { realBinaryGroups, type RealBinary } from './RealBinary';
import { realModules } from './RealModule';

/**
 * Where the real programs are.
 *
 * @public
 */
export interface RealBinaries {
  /** Path of each program that was found. */
  paths: ReadonlyMap<RealBinary, string>;
  /** What was found nowhere. */
  missing: readonly RealBinary[];
}

/**
 * Looks for the real programs in the folder that `KUBEBUILDER_ASSETS` names, on the `PATH`, and among those that were
 * built before. Programs that belong together are taken from the first place that has all of them.
 *
 * @public
 */
export function findRealBinaries(): RealBinaries {
  const places = [
    folderPlace(process.env.KUBEBUILDER_ASSETS ?? ''),
    (name: RealBinary) =>
      (process.env.PATH ?? '')
        .split(delimiter)
        .map(folder => folderPlace(folder)(name))
        .find(path => path !== undefined),
    ...realModules().map(
      ({ folder, binaries }) =>
        (name: RealBinary) =>
          binaries.includes(name) ? folderPlace(folder)(name) : undefined,
    ),
  ];
  const paths = new Map<RealBinary, string>();
  const missing: RealBinary[] = [];
  for (const group of realBinaryGroups) {
    const found = places
      .map(place => group.map(name => [name, place(name)] as const))
      .find(entries => entries.every(([, path]) => path !== undefined));
    for (const [name, path] of found ?? []) {
      if (path !== undefined) {
        paths.set(name, path);
      }
    }
    missing.push(...(found ? [] : group));
  }
  return { paths, missing };
}

function folderPlace(folder: string) {
  return (name: RealBinary): string | undefined => {
    const path = join(folder, name);
    return folder !== '' && isProgram(path) ? path : undefined;
  };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * Where a program is.
 *
 * @throws NotFoundError when it is nowhere
 */
export function binaryPath(binaries: RealBinaries, name: RealBinary): string {
  const path = binaries.paths.get(name);
  if (path === undefined) {
    throw new NotFoundError(
      `${name} is nowhere on this machine; see docs/real-servers.md.`,
    );
  }
  return path;
}
