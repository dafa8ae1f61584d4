import type { ForgeRepository } from '../../ForgeRepository';
import { numericId } from '../../ForgeUser';
import type { PullRequest } from '../../pulls/types';
import type { Links } from '../Links';
import { nodeId } from './nodeId';
import { serialiseRepository } from './repository';
import { serialiseUser } from './user';

/** @internal */
export interface PullOptions {
  pull: PullRequest;
  repository: ForgeRepository;
  links: Links;
}

/**
 * A pull request as lists have it.
 *
 * @internal
 */
export function serialisePull({ pull, repository, links }: PullOptions) {
  const url = `${links.apiOf(repository)}/pulls/${pull.number}`;
  const issue = `${links.apiOf(repository)}/issues/${pull.number}`;
  const web = `${links.webOf(repository)}/pull/${pull.number}`;
  const statuses = `${links.apiOf(repository)}/statuses/${pull.headSha}`;
  const id = numericId(`${repository.fullName}#${pull.number}`);
  const branch = (name: string, sha: string) => ({
    label: `${repository.owner}:${name}`,
    ref: name,
    sha,
    user: serialiseUser(repository.owner, links, 'Organization'),
    repo: serialiseRepository({ repository, links, openPulls: 0 }),
  });
  return {
    url,
    id,
    node_id: nodeId('PullRequest', id),
    html_url: web,
    diff_url: `${web}.diff`,
    patch_url: `${web}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${links.apiOf(repository)}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: serialiseUser(pull.author, links),
    body: pull.body ?? null,
    labels: [],
    milestone: null,
    active_lock_reason: null,
    created_at: time(pull.createdAt),
    updated_at: time(pull.updatedAt),
    closed_at: pull.closedAt ? time(pull.closedAt) : null,
    merged_at: pull.merged ? time(pull.merged.at) : null,
    merge_commit_sha: pull.merged?.sha ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: branch(pull.head, pull.headSha),
    base: branch(pull.base, pull.baseSha),
    _links: {
      self: { href: url },
      html: { href: web },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: {
        href: `${links.apiOf(repository)}/pulls/comments{/number}`,
      },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
    author_association: 'MEMBER',
    auto_merge: null,
    draft: pull.draft,
  };
}

/**
 * A pull request by itself.
 *
 * @internal
 */
export function serialiseFullPull(
  options: PullOptions & {
    /** `undefined` for one that is not open. */
    mergeable: boolean | undefined;
    commits: number;
    additions: number;
    deletions: number;
    changedFiles: number;
  },
) {
  const { pull, links, mergeable } = options;
  return {
    ...serialisePull(options),
    merged: pull.merged !== undefined,
    mergeable: mergeable ?? null,
    rebaseable: mergeable ?? null,
    mergeable_state: mergeableState(mergeable),
    merged_by: pull.merged ? serialiseUser(pull.merged.by, links) : null,
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: options.commits,
    additions: options.additions,
    deletions: options.deletions,
    changed_files: options.changedFiles,
  };
}

function mergeableState(mergeable: boolean | undefined): string {
  if (mergeable === undefined) {
    return 'unknown';
  }
  return mergeable ? 'clean' : 'dirty';
}

function time(iso: string): string {
  return iso.replace(/\.\d+Z$/, 'Z');
}
