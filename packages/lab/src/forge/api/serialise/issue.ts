import { nodeId } from './nodeId';
import { noReactions } from './comment';
import { type PullOptions, serialisePull } from './pull';

/**
 * A pull request as GitHub shows it among the issues.
 *
 * @internal
 */
export function serialiseIssue(options: PullOptions) {
  const { pull, repository, view } = options;
  const { links } = view;
  const shown = serialisePull(options);
  return {
    url: shown.issue_url,
    repository_url: links.apiOf(repository),
    labels_url: `${shown.issue_url}/labels{/name}`,
    comments_url: shown.comments_url,
    events_url: `${shown.issue_url}/events`,
    html_url: shown.html_url,
    id: shown.id,
    node_id: nodeId('Issue', shown.id),
    number: pull.number,
    title: pull.title,
    user: shown.user,
    labels: shown.labels,
    state: pull.state,
    state_reason: null,
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: repository.comments.list(({ pull: of }) => of === pull.number)
      .length,
    created_at: shown.created_at,
    updated_at: shown.updated_at,
    closed_at: shown.closed_at,
    author_association: shown.author_association,
    active_lock_reason: null,
    draft: pull.draft,
    pull_request: {
      url: shown.url,
      html_url: shown.html_url,
      diff_url: shown.diff_url,
      patch_url: shown.patch_url,
      merged_at: shown.merged_at,
    },
    body: shown.body,
    reactions: noReactions(`${shown.issue_url}/reactions`),
    timeline_url: `${shown.issue_url}/timeline`,
    performed_via_github_app: null,
  };
}
