import type { FleetFiles } from '../fleet/types';

/**
 * What to write and delete so that a folder holds the wanted files and no others.
 *
 * @returns text by path; undefined where a file goes
 * @internal
 */
export function changedFiles(options: {
  files: FleetFiles;
  folder: string;
  wanted: ReadonlyMap<string, string>;
}): Map<string, string | undefined> {
  const { files, folder, wanted } = options;
  const changes = new Map<string, string | undefined>();
  for (const [path, text] of wanted) {
    if (files.get(path) !== text) {
      changes.set(path, text);
    }
  }
  for (const path of files.keys()) {
    if (path.startsWith(folder) && !wanted.has(path)) {
      changes.set(path, undefined);
    }
  }
  return changes;
}
