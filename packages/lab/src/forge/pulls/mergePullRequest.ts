import { signatureOf } from '../accounts/signatureOf';
import type { Actor } from '../accounts/types';
import type { ForgeRepository } from '../ForgeRepository';
import { StaleRefError } from '../git/StaleRefError';
import type { GitCommit } from '../git/types';
import { isBehind } from '../protection/isBehind';
import { mergeObstacle } from '../protection/mergeObstacle';
import type { MergeMethod, PullRequest } from './types';

/** @internal */
export interface MergeOptions {
  repository: ForgeRepository;
  pull: PullRequest;
  by: Actor;
  method?: MergeMethod;
  /** First line of the commit; GitHub's own words by default. */
  title?: string;
  /** What follows it. */
  message?: string;
}

/**
 * The new commit of the base branch, or in GitHub's words why there is none.
 *
 * @internal
 */
export type MergeResult =
  | { outcome: 'merged'; sha: string }
  | { outcome: 'refused'; reason: string };

const notMergeable = refuse('Pull Request is not mergeable');

/**
 * Merges into the base branch.
 *
 * @internal
 */
export async function mergePullRequest(
  options: MergeOptions,
): Promise<MergeResult> {
  const { git } = options.repository;
  return await git.exclusively(() => mergeNow(options));
}

async function mergeNow(options: MergeOptions): Promise<MergeResult> {
  const { repository, pull, by, method } = options;
  const { git } = repository;
  const name = `refs/heads/${pull.base}`;
  const base = await git.resolve(name);
  if (pull.draft) {
    return refuse('Pull Request is still a draft');
  }
  if (pull.state !== 'open' || !base) {
    return notMergeable;
  }
  const obstacle = await mergeObstacle(repository, { pull, by });
  if (obstacle !== undefined) {
    return refuse(obstacle);
  }
  if (await isBehind(repository, pull)) {
    return refuse(
      'Head branch is out of date. Review and try the merge again.',
    );
  }
  const sha =
    method === 'rebase'
      ? await rebase(options, base)
      : await mergeOrSquash(options, base);
  if (!sha) {
    return notMergeable;
  }
  try {
    await git.updateRef({ name, sha, expected: base });
  } catch (error) {
    if (error instanceof StaleRefError) {
      return refuse(
        'Base branch was modified. Review and try the merge again.',
      );
    }
    throw error;
  }
  await repository.pulls.recordMerge(pull, { sha, by: by.login });
  await repository.announcePush({ name, before: base, after: sha, by });
  return { outcome: 'merged', sha };
}

function refuse(reason: string): MergeResult {
  return { outcome: 'refused', reason };
}

async function mergeOrSquash(
  options: MergeOptions,
  base: string,
): Promise<string | undefined> {
  const { repository, pull, method } = options;
  const { git } = repository;
  const committer = signatureOf(options.by.login);
  const tree = await git.mergeTree(base, pull.headSha);
  if (!tree) {
    return undefined;
  }
  const squash = method === 'squash';
  const commits = await git.log({ from: base, to: pull.headSha });
  const owner = repository.headOf(pull)?.owner ?? 'unknown repository';
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
  const committer = signatureOf(by.login);
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
