import { type ChildProcess, spawn } from 'child_process';
import { randomUUID } from 'crypto';
import { mkdir, rm, writeFile } from 'fs/promises';
import pLimit from 'p-limit';
import { join } from 'path';
import { formatSignature, parseCommit } from './commitObject';
import { parseDifferences } from './parseDifferences';
import {
  gitEnvironment,
  GitError,
  type GitOptions,
  type GitResult,
  runGit,
} from './runGit';
import { StaleRefError } from './StaleRefError';
import { updateHook } from './updateHook';
import type {
  FileDifference,
  GitCommit,
  GitRef,
  Signature,
  TreeChange,
  TreeEntry,
} from './types';

const noObject = '0'.repeat(40);

/** The tree that Git gives to a directory without files: what a first commit is compared with. */
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

interface CommitFilesOptions {
  /** `undefined` for a first commit. */
  parent: string | undefined;
  /** Content by path; `undefined` deletes the file. */
  files: ReadonlyMap<string, Buffer | undefined>;
  message: string;
  author: Signature;
}

/**
 * A bare repository, read and written with Git's plumbing only: there is no working tree.
 *
 * @internal
 */
export class GitRepository {
  private readonly writing = pLimit(1);

  private constructor(readonly directory: string) {}

  static at(directory: string): GitRepository {
    return new GitRepository(directory);
  }

  /** Makes an empty repository whose default branch is `main`. */
  static async create(directory: string): Promise<GitRepository> {
    await mkdir(directory, { recursive: true });
    await runGit(directory, [
      ...['init', '--quiet', '--bare'],
      ...['--template=', '-b', 'main'],
    ]);
    const hooks = join(directory, 'hooks');
    await mkdir(hooks, { recursive: true });
    await writeFile(join(hooks, 'update'), updateHook, { mode: 0o755 });
    const repository = new GitRepository(directory);
    // Clients may ask for any commit: an archive or a fetch of a commit that no branch holds any more still works.
    await repository.run(['config', 'uploadpack.allowAnySHA1InWant', 'true']);
    await repository.run(['config', 'http.receivepack', 'true']);
    await repository.run(['config', 'gc.auto', '0']);
    return repository;
  }

  /** The commit that a branch, tag, full reference or id stands for. */
  async resolve(revision: string): Promise<string | undefined> {
    return await this.resolveObject(`${revision}^{commit}`);
  }

  /** The object that an expression such as `<commit>:<path>` stands for. */
  async resolveObject(expression: string): Promise<string | undefined> {
    const { output, code } = await this.run(
      ['rev-parse', '--verify', '--quiet', '--end-of-options', expression],
      { successCodes: [0, 1, 128] },
    );
    return code === 0 ? output.toString().trim() : undefined;
  }

  async objectType(sha: string): Promise<string | undefined> {
    const { output, code } = await this.run(['cat-file', '-t', sha], {
      successCodes: [0, 1, 128],
    });
    return code === 0 ? output.toString().trim() : undefined;
  }

  /** References whose full name begins with this, sorted by name. */
  async refs(prefix: string): Promise<GitRef[]> {
    const { output } = await this.run([
      'for-each-ref',
      '--format=%(refname) %(objecttype) %(objectname)',
    ]);
    const refs: GitRef[] = [];
    for (const line of lines(output)) {
      const [name, type, sha] = line.split(' ');
      if (name.startsWith(prefix)) {
        refs.push({ name, type, sha });
      }
    }
    return refs;
  }

  async isRefName(name: string): Promise<boolean> {
    const { code } = await this.run(['check-ref-format', name], {
      successCodes: [0, 1],
    });
    return code === 0;
  }

  /**
   * Points a reference to a commit.
   *
   * @param options - `expected` is what it must point to now; `undefined` means that it must not exist yet
   * @throws StaleRefError when it points elsewhere
   */
  async updateRef(options: {
    name: string;
    sha: string;
    expected: string | undefined;
  }): Promise<void> {
    const { name, sha, expected = noObject } = options;
    try {
      await this.run(['update-ref', name, sha, expected]);
    } catch (error) {
      if (error instanceof GitError && /cannot lock ref/.test(error.output)) {
        throw new StaleRefError(name, { cause: error });
      }
      throw error;
    }
  }

  async deleteRef(name: string): Promise<void> {
    await this.run(['update-ref', '-d', name]);
  }

  async isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    const { code } = await this.run(
      ['merge-base', '--is-ancestor', ancestor, descendant],
      { successCodes: [0, 1] },
    );
    return code === 0;
  }

  async mergeBase(one: string, other: string): Promise<string | undefined> {
    const { output, code } = await this.run(['merge-base', one, other], {
      successCodes: [0, 1],
    });
    return code === 0 ? output.toString().trim() : undefined;
  }

  async readCommit(sha: string): Promise<GitCommit> {
    const [commit] = await this.readCommits([sha]);
    return commit;
  }

  async createCommit(commit: Omit<GitCommit, 'sha'>): Promise<string> {
    const content = [
      `tree ${commit.tree}`,
      ...commit.parents.map(parent => `parent ${parent}`),
      `author ${formatSignature(commit.author)}`,
      `committer ${formatSignature(commit.committer)}`,
      '',
      commit.message,
    ].join('\n');
    const { output } = await this.run(
      ['hash-object', '-w', '-t', 'commit', '--stdin'],
      { input: content },
    );
    return output.toString().trim();
  }

  /**
   * Commits, newest first.
   *
   * @param options - `from` is excluded with everything before it; `path` keeps the commits that touch it
   */
  async log(options: {
    to: string;
    from?: string;
    path?: string;
  }): Promise<GitCommit[]> {
    const { to, from, path } = options;
    const { output } = await this.run([
      'rev-list',
      to,
      ...(from ? [`^${from}`] : []),
      '--',
      ...(path ? [path] : []),
    ]);
    return await this.readCommits(lines(output));
  }

  async readBlob(sha: string): Promise<Buffer> {
    return (await this.run(['cat-file', 'blob', sha])).output;
  }

  /** Writes files' contents, all with one process; the ids come in the same order. */
  async writeBlobs(contents: Buffer[]): Promise<string[]> {
    const input: Buffer[] = [];
    for (const [index, content] of contents.entries()) {
      const header = `blob\nmark :${index + 1}\ndata ${content.length}\n`;
      input.push(
        Buffer.from(header),
        content,
        Buffer.from(`\nget-mark :${index + 1}\n`),
      );
    }
    const { output } = await this.run(
      ['fast-import', '--quiet', '--cat-blob-fd=1'],
      { input: Buffer.concat(input) },
    );
    return lines(output);
  }

  async readTree(
    tree: string,
    options: { recursive?: boolean } = {},
  ): Promise<TreeEntry[]> {
    const { output } = await this.run([
      'ls-tree',
      '-z',
      '--long',
      ...(options.recursive ? ['-r', '-t'] : []),
      tree,
    ]);
    return records(output).map(parseTreeEntry);
  }

  /** A tree with these changes made to another; `undefined` as base is the empty tree. */
  async writeTree(
    base: string | undefined,
    changes: ReadonlyMap<string, TreeChange>,
  ): Promise<string> {
    const index = join(this.directory, `index-${randomUUID()}`);
    const environment = { GIT_INDEX_FILE: index };
    try {
      await this.run(['read-tree', ...(base ? [base] : ['--empty'])], {
        environment,
      });
      const input = Array.from(changes, ([path, change]) =>
        change
          ? `${change.mode} ${change.sha}\t${path}\0`
          : `0 ${noObject}\t${path}\0`,
      ).join('');
      await this.run(['update-index', '--replace', '-z', '--index-info'], {
        environment,
        input,
      });
      const { output } = await this.run(['write-tree'], { environment });
      return output.toString().trim();
    } finally {
      await rm(index, { force: true });
    }
  }

  /** The tree that merging two commits gives; `undefined` when they conflict. */
  async mergeTree(ours: string, theirs: string): Promise<string | undefined> {
    const { output, code } = await this.run(
      ['merge-tree', '--write-tree', ours, theirs],
      { successCodes: [0, 1] },
    );
    return code === 0 ? lines(output)[0] : undefined;
  }

  /** What differs between two commits or trees. */
  async differences(from: string, to: string): Promise<FileDifference[]> {
    const command = ['diff-tree', '-r', '-M', '--no-ext-diff', from, to];
    const [summary, patches] = await Promise.all([
      this.run([...command, '-z', '--raw', '--numstat', '--no-abbrev']),
      this.run([...command, '-p', '--no-color', '--full-index']),
    ]);
    return parseDifferences(
      summary.output.toString(),
      patches.output.toString(),
    );
  }

  /** Runs what moves a branch after reading it, one at a time. */
  async exclusively<T>(action: () => Promise<T>): Promise<T> {
    return await this.writing(action);
  }

  /** What a commit changed, compared with its first parent. */
  async changes(commit: GitCommit): Promise<FileDifference[]> {
    const [parent = emptyTree] = commit.parents;
    return await this.differences(parent, commit.sha);
  }

  /** Writes a gzip-compressed tar of a commit, everything in one folder, to the process' output. */
  archive(commit: string, folder: string): ChildProcess {
    return spawn(
      'git',
      ['archive', '--format=tar.gz', `--prefix=${folder}/`, commit],
      { cwd: this.directory, env: gitEnvironment(), stdio: 'pipe' },
    );
  }

  /** Makes a commit that changes files; no branch moves. */
  async commitFiles(options: CommitFilesOptions): Promise<string> {
    const { parent, files, message, author } = options;
    const written = Array.from(files).flatMap(([path, content]) =>
      content ? [{ path, content }] : [],
    );
    const blobs = await this.writeBlobs(written.map(file => file.content));
    const changes = new Map<string, TreeChange>(
      Array.from(files.keys(), path => [path, undefined]),
    );
    for (const [index, { path }] of written.entries()) {
      changes.set(path, { mode: '100644', sha: blobs[index] });
    }
    return await this.createCommit({
      tree: await this.writeTree(parent, changes),
      parents: parent ? [parent] : [],
      author,
      committer: author,
      message,
    });
  }

  /**
   * Brings objects from another repository.
   *
   * @param what - commit or refspec
   */
  async fetch(from: GitRepository, what: string): Promise<void> {
    await this.run(['fetch', '--quiet', '--no-tags', from.directory, what]);
  }

  private async readCommits(shas: string[]): Promise<GitCommit[]> {
    if (shas.length === 0) {
      return [];
    }
    const { output } = await this.run(['cat-file', '--batch'], {
      input: shas.map(sha => `${sha}\n`).join(''),
    });
    const commits: GitCommit[] = [];
    let position = 0;
    while (position < output.length) {
      const end = output.indexOf('\n', position);
      const header = output.toString('utf8', position, end);
      const [sha, type, size] = header.split(' ');
      if (type !== 'commit') {
        throw new Error(`${sha} in ${this.directory} is not a commit`);
      }
      const start = end + 1;
      position = start + Number(size) + 1;
      commits.push(
        parseCommit(sha, output.toString('utf8', start, position - 1)),
      );
    }
    return commits;
  }

  private async run(args: string[], options?: GitOptions): Promise<GitResult> {
    return await runGit(this.directory, args, options);
  }
}

function lines(output: Buffer): string[] {
  return output.toString().split('\n').filter(Boolean);
}

function records(output: Buffer): string[] {
  return output.toString().split('\0').filter(Boolean);
}

function parseTreeEntry(record: string): TreeEntry {
  const [facts, path] = splitOnce(record, '\t');
  const [mode, type, sha, size] = facts.split(/ +/);
  return {
    mode,
    type: type === 'tree' || type === 'commit' ? type : 'blob',
    sha,
    size: size === '-' ? undefined : Number(size),
    path,
  };
}

function splitOnce(text: string, separator: string): [string, string] {
  const index = text.indexOf(separator);
  return [text.slice(0, index), text.slice(index + separator.length)];
}
