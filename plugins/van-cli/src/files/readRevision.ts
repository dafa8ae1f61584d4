import { InputError } from '@backstage/errors';
import {
  addFile,
  leaveOut,
  MAX_FILE_SIZE,
  type RepositoryFiles,
} from './RepositoryFiles';
import { runGit } from './runGit';

interface TreeEntry {
  mode: string;
  object: string;
  /** In bytes; none for a submodule. */
  size: number | undefined;
  path: string;
}

/**
 * Reads a fleet repository at a branch, tag or commit, however many files it has with three runs of git.
 *
 * @param options - `directory` may be a folder within the Git repository
 * @throws InputError when there is no such revision, or no Git repository
 */
export async function readRevision(options: {
  directory: string;
  revision: string;
}): Promise<RepositoryFiles> {
  const { directory, revision } = options;
  const commit = await runGit({
    directory,
    args: [
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      `${revision}^{commit}`,
    ],
  }).catch(() => {
    throw new InputError(
      `There is no revision ${revision} in ${directory}. In CI, fetch it first: git fetch origin ${revision}.`,
    );
  });
  const listing = await runGit({
    directory,
    args: ['ls-tree', '-r', '-l', '-z', String(commit).trim(), 'networks/'],
  });
  const repository: RepositoryFiles = { files: new Map(), problems: [] };
  const wanted: TreeEntry[] = [];
  for (const entry of parseTree(listing)) {
    const reason = reasonToLeaveOut(entry);
    if (reason) {
      leaveOut(repository, { path: entry.path, reason });
    } else {
      wanted.push(entry);
    }
  }
  const contents = await runGit({
    directory,
    args: ['cat-file', '--batch'],
    input: wanted.map(({ object }) => `${object}\n`).join(''),
  });
  let offset = 0;
  for (const { path, size = 0 } of wanted) {
    // `<object> <type> <size>`, a line end, the content, a line end.
    const start = contents.indexOf('\n', offset) + 1;
    offset = start + size + 1;
    addFile(repository, {
      path,
      content: contents.subarray(start, start + size),
    });
  }
  return repository;
}

function parseTree(listing: Buffer): TreeEntry[] {
  return listing
    .toString('utf8')
    .split('\0')
    .filter(line => line !== '')
    .map(line => {
      const tab = line.indexOf('\t');
      const [mode, , object, size] = line.slice(0, tab).split(/ +/);
      return {
        mode,
        object,
        size: size === '-' ? undefined : Number(size),
        path: line.slice(tab + 1),
      };
    });
}

function reasonToLeaveOut({ mode, size = 0 }: TreeEntry): string | undefined {
  if (mode === '160000') {
    return 'it is a submodule';
  }
  if (mode === '120000') {
    return 'it is a symbolic link';
  }
  return size > MAX_FILE_SIZE
    ? `it has more than ${MAX_FILE_SIZE} bytes`
    : undefined;
}
