import type { ForgeRepository } from '../../ForgeRepository';
import { numericId } from '../../accounts/numericId';
import type { PullDetails } from '../../pulls/describePull';
import type { PullRequest } from '../../pulls/types';
import type { MergeableState } from '../../pulls/mergeableState';
import type { View } from '../View';
import { serialiseLabel } from './label';
import { seconds } from './seconds';
import { nodeId } from './nodeId';
import { serialiseRepository } from './repository';
import { serialiseUser } from './user';

/** @internal */
export interface PullOptions {
  pull: PullRequest;
  repository: ForgeRepository;
  view: View;
}

/**
 * A pull request as lists have it.
 *
 * @internal
 */
export function serialisePull({ pull, repository, view }: PullOptions) {
  const { links } = view;
  const url = `${links.apiOf(repository)}/pulls/${pull.number}`;
  const issue = `${links.apiOf(repository)}/issues/${pull.number}`;
  const web = `${links.webOf(repository)}/pull/${pull.number}`;
  const statuses = `${links.apiOf(repository)}/statuses/${pull.headSha}`;
  const id = numericId(`${repository.fullName}#${pull.number}`);
  const head = repository.headOf(pull);
  const branch = (
    place: ForgeRepository | undefined,
    name: string,
    sha: string,
  ) => ({
    label: `${place?.owner ?? 'unknown repository'}:${name}`,
    ref: name,
    sha,
    user: place ? serialiseUser(place.owner, view) : null,
    repo: place ? serialiseRepository(place, view) : null,
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
    user: serialiseUser(pull.author, view),
    body: pull.body ?? null,
    labels: repository.labels
      .list(label => pull.labels.includes(label.id))
      .map(label => serialiseLabel({ label, repository, view })),
    milestone: null,
    active_lock_reason: null,
    created_at: seconds(pull.createdAt),
    updated_at: seconds(pull.updatedAt),
    closed_at: pull.closedAt ? seconds(pull.closedAt) : null,
    merged_at: pull.merged ? seconds(pull.merged.at) : null,
    merge_commit_sha: pull.merged?.sha ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: pull.requestedReviewers.map(login =>
      serialiseUser(login, view),
    ),
    requested_teams: [],
    head: branch(head, pull.head, pull.headSha),
    base: branch(repository, pull.base, pull.baseSha),
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
    /** `undefined` while nobody knows, and for one that is not open. */
    mergeable: boolean | undefined;
    state: MergeableState;
    details: PullDetails;
  },
) {
  const { pull, repository, view, mergeable, state, details } = options;
  const { commits, files } = details;
  const total = (key: 'additions' | 'deletions') =>
    files.reduce((sum, file) => sum + file[key], 0);
  return {
    ...serialisePull(options),
    merged: pull.merged !== undefined,
    mergeable: mergeable ?? null,
    rebaseable: mergeable ?? null,
    mergeable_state: state,
    merged_by: pull.merged ? serialiseUser(pull.merged.by, view) : null,
    comments: repository.comments.list(comment => comment.pull === pull.number)
      .length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: commits.length,
    additions: total('additions'),
    deletions: total('deletions'),
    changed_files: files.length,
  };
}
