import type { GitRepository } from '../git/GitRepository';
import type { GitCommit, Signature } from '../git/types';
import type { MergeMethod, PullRequest } from './types';

/** @internal */
export interface MergeOptions {
  git: GitRepository;
  pull: PullRequest;
  method: MergeMethod;
  /** Who merges. */
  committer: Signature;
  owner: string;
  title?: string;
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
 * @returns the new commit of the branch; `undefined` when there are conflicts
 * @internal
 */
export async function mergePullRequest(
  options: MergeOptions,
): Promise<string | undefined> {
  const { git, pull, method } = options;
  const base = await git.resolve(`refs/heads/${pull.base}`);
  if (!base) {
    return undefined;
  }
  const sha =
    method === 'rebase'
      ? await rebase(options, base)
      : await mergeOrSquash(options, base);
  if (sha) {
    await git.updateRef({
      name: `refs/heads/${pull.base}`,
      sha,
      expected: base,
    });
  }
  return sha;
}

async function mergeOrSquash(
  options: MergeOptions,
  base: string,
): Promise<string | undefined> {
  const { git, pull, method, committer, owner } = options;
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
  { git, pull, committer }: MergeOptions,
  base: string,
): Promise<string | undefined> {
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
