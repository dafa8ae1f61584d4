import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { extract } from 'tar-stream';

const run = promisify(execFile);
const largestAnswerBytes = 64 * 1024 * 1024;
const fullCommit = /^[0-9a-f]{40}$/;

/** Options of {@link GitCache.create}. */
export interface GitCacheOptions {
  /** Folder for the clones; made when it is missing. */
  directory: string;
  /** How long a repository's list of references is good for, in milliseconds. */
  maximumAge: number;
}

/** What a repository is asked for, or has answered. */
interface References {
  at: number;
  /** Whether it has been asked already. */
  isAsked: boolean;
  list: Promise<Map<string, string>>;
}

/** Bare clones of repositories, brought up to date when a commit is asked for that they lack. Uses the git program. */
export class GitCache {
  private readonly options: GitCacheOptions;
  private readonly references = new Map<string, References>();
  /** Work on one clone is done one after the other. */
  private readonly clones = new Map<string, Promise<string>>();

  private constructor(options: GitCacheOptions) {
    this.options = options;
  }

  static create(options: GitCacheOptions): GitCache {
    return new GitCache(options);
  }

  /** The commit that a branch, tag or `HEAD` points to; asks the repository unless its answer is fresh or `force`. */
  async resolve(
    repository: string,
    revision: string,
    force: boolean = false,
  ): Promise<string> {
    if (fullCommit.test(revision)) {
      return revision;
    }
    const references = await this.listReferences(repository, force);
    const found = [
      revision,
      `refs/heads/${revision}`,
      `refs/tags/${revision}^{}`,
      `refs/tags/${revision}`,
    ].flatMap(name => references.get(name) ?? []);
    if (found.length === 0) {
      throw new Error(
        `unable to resolve '${revision}' to a commit SHA: revision not found`,
      );
    }
    return found[0];
  }

  /** The files of a folder at a commit, by path from the repository's root. Empty when there is no such folder. */
  async files(
    repository: string,
    commit: string,
    path: string,
  ): Promise<Map<string, string>> {
    const clone = await this.withCommit(repository, commit);
    const folder = path.replace(/^\.?\/*|\/+$/g, '');
    const { stdout } = await run(
      'git',
      [
        '-C',
        clone,
        'archive',
        '--format=tar',
        commit,
        ...(folder === '' ? [] : ['--', folder]),
      ],
      {
        encoding: 'buffer',
        env: gitEnvironment(),
        maxBuffer: largestAnswerBytes,
      },
    ).catch(error => {
      if (/did not match any files/.test(String(error))) {
        return { stdout: undefined };
      }
      throw error;
    });
    return stdout ? untar(stdout) : new Map();
  }

  /** Writes all files of a commit into an empty folder. */
  async export(
    repository: string,
    commit: string,
    directory: string,
  ): Promise<void> {
    const clone = await this.withCommit(repository, commit);
    const archive = spawn('git', ['-C', clone, 'archive', commit], {
      env: gitEnvironment(),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const unpack = spawn('tar', ['-x', '-C', directory], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    await Promise.all([
      pipeline(archive.stdout, unpack.stdin),
      succeeds(archive, `git archive ${commit} of ${repository}`),
      succeeds(unpack, `tar -x of ${repository}`),
    ]);
  }

  private listReferences(
    repository: string,
    force: boolean,
  ): Promise<Map<string, string>> {
    const known = this.references.get(repository);
    const isFresh =
      known && performance.now() - known.at < this.options.maximumAge;
    if (known && (!known.isAsked || (isFresh && !force))) {
      return known.list;
    }
    // Who wants the newest cannot take an answer that is under way: all who come meanwhile share the one after it.
    const before = known?.list.catch(() => undefined) ?? Promise.resolve();
    const next: References = {
      at: performance.now(),
      isAsked: false,
      list: before.then(() => {
        next.at = performance.now();
        next.isAsked = true;
        return readReferences(repository);
      }),
    };
    this.references.set(repository, next);
    next.list.catch(() => {
      if (this.references.get(repository) === next) {
        this.references.delete(repository);
      }
    });
    return next.list;
  }

  private withCommit(repository: string, commit: string): Promise<string> {
    const before = this.clones.get(repository) ?? this.makeClone(repository);
    const next = before.then(async clone => {
      const there = await git(clone, ['cat-file', '-e', `${commit}^{commit}`])
        .then(() => true)
        .catch(() => false);
      if (!there) {
        await git(clone, [
          'fetch',
          '--quiet',
          '--force',
          repository,
          '+refs/*:refs/remotes/origin/*',
        ]);
      }
      return clone;
    });
    this.clones.set(
      repository,
      next.catch(() => before),
    );
    return next;
  }

  private async makeClone(repository: string): Promise<string> {
    const name = createHash('sha256').update(repository).digest('hex');
    const clone = join(this.options.directory, name.slice(0, 16));
    await mkdir(clone, { recursive: true });
    await git(clone, ['init', '--quiet', '--bare']);
    return clone;
  }
}

async function readReferences(
  repository: string,
): Promise<Map<string, string>> {
  const { stdout } = await git(undefined, ['ls-remote', repository]);
  return new Map(
    stdout
      .split('\n')
      .filter(line => line !== '')
      .map(line => {
        const [commit, name] = line.split('\t');
        return [name, commit];
      }),
  );
}

function git(
  directory: string | undefined,
  parameters: string[],
): Promise<{ stdout: string }> {
  const where = directory === undefined ? [] : ['-C', directory];
  return run('git', [...where, ...parameters], {
    env: gitEnvironment(),
    maxBuffer: largestAnswerBytes,
  });
}

function succeeds(child: ChildProcess, what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => {
      if (code === 0) {
        resolve();
      } else {
        reject(new Error(`${what} failed with exit status ${code}`));
      }
    });
  });
}

/** Nothing of the person's own Git configuration, and never a question on the terminal. */
function gitEnvironment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
  };
}

async function untar(archive: Buffer): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const unpack = extract();
  Readable.from([archive]).pipe(unpack);
  for await (const entry of unpack) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) {
      if (chunk instanceof Uint8Array) {
        chunks.push(Buffer.from(chunk));
      }
    }
    if (entry.header.type === 'file') {
      files.set(entry.header.name, Buffer.concat(chunks).toString('utf8'));
    }
  }
  return files;
}
