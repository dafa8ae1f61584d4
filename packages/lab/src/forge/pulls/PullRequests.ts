import { readFile, rename, writeFile } from 'fs/promises';
import { join } from 'path';
import type { GitRepository } from '../git/GitRepository';
import {
  type PullRequest,
  type PullRequestFile,
  pullRequestFileSchema,
} from './types';

/**
 * The pull requests of one repository: in memory, and in a file beside the repository's objects, so that a forge started
 * again on the same directory knows them.
 *
 * @internal
 */
export class PullRequests {
  private writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly git: GitRepository,
    private readonly content: PullRequestFile,
  ) {}

  static async open(git: GitRepository): Promise<PullRequests> {
    const content = await readFile(filePath(git), 'utf8').catch(
      () => undefined,
    );
    if (content !== undefined) {
      return new PullRequests(
        git,
        pullRequestFileSchema.parse(JSON.parse(content)),
      );
    }
    const createdAt = new Date().toISOString();
    const pulls = new PullRequests(git, { createdAt, pulls: [] });
    await pulls.save();
    return pulls;
  }

  /** When the repository was made. */
  get createdAt(): string {
    return this.content.createdAt;
  }

  /** All of them, newest first. */
  async list(): Promise<PullRequest[]> {
    const pulls: PullRequest[] = [];
    for (const pull of this.content.pulls) {
      pulls.push(await this.refresh(pull));
    }
    return pulls.reverse();
  }

  async get(number: number): Promise<PullRequest | undefined> {
    const pull = this.content.pulls.find(each => each.number === number);
    return pull && (await this.refresh(pull));
  }

  async create(
    options: Pick<
      PullRequest,
      | 'title'
      | 'body'
      | 'author'
      | 'draft'
      | 'head'
      | 'headSha'
      | 'base'
      | 'baseSha'
    >,
  ): Promise<PullRequest> {
    const now = new Date().toISOString();
    const pull: PullRequest = {
      ...options,
      number: this.content.pulls.length + 1,
      state: 'open',
      createdAt: now,
      updatedAt: now,
    };
    this.content.pulls.push(pull);
    await this.pointHead(pull, undefined);
    await this.save();
    return pull;
  }

  async update(
    pull: PullRequest,
    change: Partial<PullRequest>,
  ): Promise<PullRequest> {
    const updatedAt = new Date().toISOString();
    const updated: PullRequest = { ...pull, ...change, updatedAt };
    if (updated.state === 'open') {
      updated.closedAt = undefined;
    } else if (pull.state === 'open') {
      updated.closedAt = updatedAt;
    }
    this.content.pulls[pull.number - 1] = updated;
    await this.save();
    return updated;
  }

  async recordMerge(
    pull: PullRequest,
    merge: { sha: string; by: string },
  ): Promise<PullRequest> {
    const at = new Date().toISOString();
    return await this.update(pull, {
      state: 'closed',
      merged: { at, ...merge },
    });
  }

  /** Brings an open pull request up to date with its branch, which a push may have moved or deleted. */
  private async refresh(pull: PullRequest): Promise<PullRequest> {
    if (pull.state === 'closed') {
      return pull;
    }
    const [headSha, baseSha] = await Promise.all([
      this.git.resolve(`refs/heads/${pull.head}`),
      this.git.resolve(`refs/heads/${pull.base}`),
    ]);
    if (!headSha || !baseSha) {
      return await this.update(pull, { state: 'closed' });
    }
    if (headSha === pull.headSha) {
      return pull;
    }
    const updated = await this.update(pull, { headSha, baseSha });
    await this.pointHead(updated, pull.headSha);
    return updated;
  }

  /** Keeps the commits reachable when the branch is gone, under the name that GitHub uses. */
  private async pointHead(
    pull: PullRequest,
    expected: string | undefined,
  ): Promise<void> {
    const name = `refs/pull/${pull.number}/head`;
    await this.git.updateRef({ name, sha: pull.headSha, expected });
  }

  /** Writes the file whole and then puts it in place, one after the other. */
  private async save(): Promise<void> {
    const path = filePath(this.git);
    const write = async () => {
      await writeFile(
        `${path}.new`,
        JSON.stringify(this.content, undefined, 2),
      );
      await rename(`${path}.new`, path);
    };
    this.writing = this.writing.then(write, write);
    await this.writing;
  }
}

function filePath(git: GitRepository): string {
  return join(git.directory, 'pull-requests.json');
}
