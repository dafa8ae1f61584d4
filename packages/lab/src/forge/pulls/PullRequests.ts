import type { Actor } from '../accounts/types';
import type { ForgeRepository } from '../ForgeRepository';
import { isMergeable } from './isMergeable';
import type { PullRequest } from './types';

/**
 * The pull requests of one repository.
 *
 * @internal
 */
export class PullRequests {
  private readonly items: PullRequest[];
  private readonly file: { save(): Promise<void> };
  private readonly mergeability = new Map<string, boolean | undefined>();

  constructor(
    private readonly repository: ForgeRepository,
    options: { items: PullRequest[]; file: { save(): Promise<void> } },
  ) {
    this.items = options.items;
    this.file = options.file;
  }

  /** All of them, newest first. */
  async list(): Promise<PullRequest[]> {
    const pulls: PullRequest[] = [];
    for (const pull of [...this.items]) {
      pulls.push(await this.refresh(pull));
    }
    return pulls.reverse();
  }

  countOpen(): number {
    return this.items.filter(({ state }) => state === 'open').length;
  }

  async get(number: number): Promise<PullRequest | undefined> {
    const pull = this.items.find(each => each.number === number);
    return pull && (await this.refresh(pull));
  }

  async create(
    options: Pick<
      PullRequest,
      | 'title'
      | 'body'
      | 'author'
      | 'draft'
      | 'headRepository'
      | 'head'
      | 'headSha'
      | 'base'
      | 'baseSha'
      | 'requestedReviewers'
    >,
  ): Promise<PullRequest> {
    const now = new Date().toISOString();
    const pull: PullRequest = {
      ...options,
      number: this.items.length + 1,
      state: 'open',
      labels: [],
      createdAt: now,
      updatedAt: now,
    };
    this.items.push(pull);
    await this.pointHead(pull, undefined);
    await this.file.save();
    const by = { login: pull.author };
    this.repository.emit({
      name: 'pull_request',
      action: 'opened',
      pull,
      by,
    });
    for (const reviewer of pull.requestedReviewers) {
      this.repository.emit({
        name: 'pull_request',
        action: 'review_requested',
        pull,
        reviewer,
        by,
      });
    }
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
    this.items[pull.number - 1] = updated;
    await this.file.save();
    return updated;
  }

  /** Closes or reopens. */
  async setState(
    pull: PullRequest,
    change: { state: PullRequest['state']; by: Pick<Actor, 'login'> },
  ): Promise<PullRequest> {
    const { state, by } = change;
    if (pull.state === state) {
      return pull;
    }
    const updated = await this.update(pull, { state });
    this.repository.emit({
      name: 'pull_request',
      action: state === 'open' ? 'reopened' : 'closed',
      pull: updated,
      by,
    });
    return updated;
  }

  async recordMerge(
    pull: PullRequest,
    merge: { sha: string; by: string },
  ): Promise<PullRequest> {
    const at = new Date().toISOString();
    const merged = await this.update(pull, {
      state: 'closed',
      merged: { at, ...merge },
    });
    this.repository.emit({
      name: 'pull_request',
      action: 'closed',
      pull: merged,
      by: { login: merge.by },
    });
    return merged;
  }

  /**
   * Whether an open pull request can be merged without conflicts, as the API tells: GitHub finds out in the background,
   * and whoever asks first gets `undefined`.
   */
  async knownMergeable(pull: PullRequest): Promise<boolean | undefined> {
    const { git } = this.repository;
    const base = await git.resolve(`refs/heads/${pull.base}`);
    const key = `${base} ${pull.headSha}`;
    if (!this.mergeability.has(key)) {
      this.mergeability.set(key, undefined);
      void isMergeable(git, pull).then(
        mergeable => this.mergeability.set(key, mergeable),
        () => this.mergeability.delete(key),
      );
      return undefined;
    }
    return this.mergeability.get(key);
  }

  /** Brings the pull requests of a branch that was moved up to date. */
  async follow(push: {
    /** Full name. */
    name: string;
    after: string | undefined;
    by: Pick<Actor, 'login'>;
  }): Promise<void> {
    const { name, after, by } = push;
    const isOf = (branch: string) => name === `refs/heads/${branch}`;
    const concerned = this.items.filter(
      ({ state, head, base }) => state === 'open' && (isOf(head) || isOf(base)),
    );
    for (const each of concerned) {
      const pull = await this.refresh(each);
      const merged =
        pull.state === 'open' &&
        isOf(pull.base) &&
        after !== undefined &&
        (await this.repository.git.isAncestor(pull.headSha, after));
      if (merged) {
        await this.recordMerge(pull, { sha: after, by: by.login });
      }
    }
  }

  /** Brings an open pull request up to date with its branches, which a push may have moved or deleted. */
  private async refresh(pull: PullRequest): Promise<PullRequest> {
    if (pull.state === 'closed') {
      return pull;
    }
    const { git } = this.repository;
    const [headSha, baseSha] = await Promise.all([
      this.repository.headOf(pull)?.git.resolve(`refs/heads/${pull.head}`),
      git.resolve(`refs/heads/${pull.base}`),
    ]);
    const by = { login: pull.author };
    if (!headSha || !baseSha) {
      return await this.setState(pull, { state: 'closed', by });
    }
    if (headSha === pull.headSha) {
      return pull;
    }
    // Another request may have noticed it meanwhile.
    const current = this.items[pull.number - 1];
    if (current.headSha === headSha || current.state === 'closed') {
      return current;
    }
    const updated = await this.update(current, { headSha, baseSha });
    await this.pointHead(updated, pull.headSha);
    await this.dismissStaleApprovals(updated);
    this.repository.emit({
      name: 'pull_request',
      action: 'synchronize',
      pull: updated,
      before: pull,
      by,
    });
    return updated;
  }

  /** Keeps the commits reachable when the branch is gone, under the name that GitHub uses. */
  private async pointHead(
    pull: PullRequest,
    expected: string | undefined,
  ): Promise<void> {
    const { git } = this.repository;
    const name = `refs/pull/${pull.number}/head`;
    const head = this.repository.headOf(pull);
    if (head && head !== this.repository) {
      await git.fetch(head.git, pull.headSha);
    }
    await git.updateRef({ name, sha: pull.headSha, expected });
  }

  private async dismissStaleApprovals(pull: PullRequest): Promise<void> {
    const { reviews } = this.repository;
    const protection = this.repository.protectionOf(pull.base);
    if (!protection?.requiredReviews?.dismissStale) {
      return;
    }
    const stale = reviews.list(
      review => review.pull === pull.number && review.state === 'APPROVED',
    );
    for (const approval of stale) {
      const review = await reviews.replace({ ...approval, state: 'DISMISSED' });
      this.repository.emit({
        name: 'pull_request_review',
        action: 'dismissed',
        pull,
        review,
        by: { login: pull.author },
      });
    }
  }
}
