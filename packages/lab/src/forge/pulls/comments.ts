import type { Actor } from '../accounts/types';
import type { ForgeRepository } from '../ForgeRepository';
import type { Comment } from '../records/types';
import type { PullRequest } from './types';

/**
 * Writes a comment below a pull request.
 *
 * @internal
 */
export async function addComment(options: {
  repository: ForgeRepository;
  pull: PullRequest;
  body: string;
  by: Actor;
}): Promise<Comment> {
  const { repository, pull, body, by } = options;
  const now = new Date().toISOString();
  const comment = await repository.comments.add(id => ({
    id,
    pull: pull.number,
    author: by.login,
    body,
    createdAt: now,
    updatedAt: now,
  }));
  repository.emit({
    name: 'issue_comment',
    action: 'created',
    pull,
    comment,
    by,
  });
  return comment;
}
