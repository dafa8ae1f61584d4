import type { ForgeRepository } from '../ForgeRepository';
import { signatureOf } from '../ForgeUser';
import type { GitRepository } from '../git/GitRepository';
import type { GitCommit } from '../git/types';
import type { MergeMethod, PullRequest } from './types';

/** @internal */
export interface MergeOptions {
  repository: ForgeRepository;
  pull: PullRequest;
  /** Login of who merges. */
  by: string;
  method?: MergeMethod;
  /** First line of the commit; GitHub's own words by default. */
  title?: string;
  /** What follows it. */
  message?: string;
}

/**
 * Whether a pull request can be merged without conflicts into its base as it is now.
 *
 * @internal
 */
export async function isMergeable(
  git: GitRepository,
  pull: PullRequest,
): Promise<boolean> {
  const base = await git.resolve(`refs/heads/${pull.base}`);
  return !!base && !!(await git.mergeTree(base, pull.headSha));
}

/**
 * Merges into the base branch.
 *
 * @returns the new commit of the branch; `undefined` when the pull request is not open, is a draft or conflicts
 * @internal
 */
export async function mergePullRequest(
  options: MergeOptions,
): Promise<string | undefined> {
  const { git } = options.repository;
  return await git.exclusively(() => mergeNow(options));
}

async function mergeNow(options: MergeOptions): Promise<string | undefined> {
  const { repository, pull, by, method } = options;
  const { git } = repository;
  const base = await git.resolve(`refs/heads/${pull.base}`);
  if (pull.state !== 'open' || pull.draft || !base) {
    return undefined;
  }
  const sha =
    method === 'rebase'
      ? await rebase(options, base)
      : await mergeOrSquash(options, base);
  if (!sha) {
    return undefined;
  }
  await git.updateRef({ name: `refs/heads/${pull.base}`, sha, expected: base });
  await repository.pulls.recordMerge(pull, { sha, by });
  return sha;
}

async function mergeOrSquash(
  options: MergeOptions,
  base: string,
): Promise<string | undefined> {
  const { repository, pull, method } = options;
  const { git, owner } = repository;
  const committer = signatureOf(options.by);
  const tree = await git.mergeTree(base, pull.headSha);
  if (!tree) {
    return undefined;
  }
  const squash = method === 'squash';
  const commits = await git.log({ from: base, to: pull.headSha });
  const title =
    options.title ??
    (squash
      ? `${pull.title} (#${pull.number})`
      : `Merge pull request #${pull.number} from ${owner}/${pull.head}`);
  const message =
    options.message ?? (squash ? describeCommits(commits) : pull.title);
  return await git.createCommit({
    tree,
    parents: squash ? [base] : [base, pull.headSha],
    author: committer,
    committer,
    message: message ? `${title}\n\n${message}\n` : `${title}\n`,
  });
}

/** The text that GitHub proposes for a squashed commit: that of the only commit, or a list. */
function describeCommits(commits: GitCommit[]): string {
  if (commits.length === 1) {
    return commits[0].message.split('\n').slice(1).join('\n').trim();
  }
  return commits
    .reverse()
    .map(commit => `* ${commit.message.trim()}`)
    .join('\n\n');
}

async function rebase(
  { repository, pull, by }: MergeOptions,
  base: string,
): Promise<string | undefined> {
  const { git } = repository;
  const committer = signatureOf(by);
  const commits = await git.log({ from: base, to: pull.headSha });
  let tip = base;
  for (const commit of commits.reverse()) {
    const [parent] = commit.parents;
    if (commit.parents.length !== 1) {
      return undefined;
    }
    // Seen from a commit with the tip's files on the commit's own parent, merging the commit brings in just its change.
    const ours = await git.createCommit({
      tree: (await git.readCommit(tip)).tree,
      parents: [parent],
      author: committer,
      committer,
      message: 'Rebase\n',
    });
    const tree = await git.mergeTree(ours, commit.sha);
    if (!tree) {
      return undefined;
    }
    tip = await git.createCommit({
      ...commit,
      tree,
      parents: [tip],
      committer,
    });
  }
  return tip;
}
