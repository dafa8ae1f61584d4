import type { ForgeRepository } from '../../ForgeRepository';
import type { Comment } from '../../records/types';
import type { View } from '../View';
import { nodeId } from './nodeId';
import { seconds } from './seconds';
import { serialiseUser } from './user';

/** @internal */
export function serialiseComment(options: {
  comment: Comment;
  repository: ForgeRepository;
  view: View;
}) {
  const { comment, repository, view } = options;
  const { id, pull } = comment;
  const issues = `${view.links.apiOf(repository)}/issues`;
  const web = `${view.links.webOf(repository)}/pull/${pull}`;
  return {
    url: `${issues}/comments/${id}`,
    html_url: `${web}#issuecomment-${id}`,
    issue_url: `${issues}/${pull}`,
    id,
    node_id: nodeId('IssueComment', id),
    user: serialiseUser(comment.author, view),
    created_at: seconds(comment.createdAt),
    updated_at: seconds(comment.updatedAt),
    author_association: 'MEMBER',
    body: comment.body,
    reactions: noReactions(`${issues}/comments/${id}/reactions`),
    performed_via_github_app: null,
  };
}

/**
 * The forge knows no reactions.
 *
 * @internal
 */
export function noReactions(url: string) {
  return {
    url,
    total_count: 0,
    '+1': 0,
    '-1': 0,
    laugh: 0,
    hooray: 0,
    confused: 0,
    heart: 0,
    rocket: 0,
    eyes: 0,
  };
}
