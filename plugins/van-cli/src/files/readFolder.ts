import { InputError } from '@backstage/errors';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import {
  addFile,
  leaveOut,
  MAX_FILE_SIZE,
  type RepositoryFiles,
} from './RepositoryFiles';

/**
 * Reads a fleet repository as it lies in a folder. Links are not followed.
 *
 * @throws InputError when the folder is none of a fleet repository
 */
export async function readFolder(directory: string): Promise<RepositoryFiles> {
  const root = join(directory, 'networks');
  const known = await stat(root).catch(() => undefined);
  if (!known?.isDirectory()) {
    throw new InputError(
      `There is no folder networks in ${directory}. Run van in the root of a fleet repository, or name it with --directory.`,
    );
  }
  const repository: RepositoryFiles = { files: new Map(), problems: [] };
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name);
    const path = relative(directory, file).split(sep).join('/');
    if (entry.isFile()) {
      const { size } = await stat(file);
      if (size > MAX_FILE_SIZE) {
        const reason = `it has more than ${MAX_FILE_SIZE} bytes`;
        leaveOut(repository, { path, reason });
      } else {
        addFile(repository, { path, content: await readFile(file) });
      }
    } else if (!entry.isDirectory()) {
      const reason = entry.isSymbolicLink()
        ? 'it is a symbolic link'
        : 'it is not a file';
      leaveOut(repository, { path, reason });
    }
  }
  return repository;
}
