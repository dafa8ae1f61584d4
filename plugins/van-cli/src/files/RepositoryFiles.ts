import type { FleetProblem } from '@vanstage/backstage-plugin-van-common';

/** Files below `networks/`, and those that are left out. */
export interface RepositoryFiles {
  /** Text by path. */
  files: Map<string, string>;
  problems: FleetProblem[];
}

/** A larger file is no declaration. In bytes. */
export const MAX_FILE_SIZE = 2 * 1024 * 1024;

/** Takes a file's bytes into the files, or says why not. */
export function addFile(
  repository: RepositoryFiles,
  file: { path: string; content: Buffer },
): void {
  const { path, content } = file;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    repository.files.set(path, text);
  } catch {
    leaveOut(repository, { path, reason: 'it is not text in UTF-8' });
  }
}

/** Notes that a path is not read. */
export function leaveOut(
  repository: RepositoryFiles,
  options: { path: string; reason: string },
): void {
  repository.problems.push({
    location: { path: options.path },
    message: `This is not read: ${options.reason}`,
    hint: 'Replace it with a plain file, or move it out of `networks/`.',
  });
}
