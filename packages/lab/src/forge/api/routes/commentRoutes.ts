import { z } from 'zod';
import { addComment } from '../../pulls/comments';
import type { Comment } from '../../records/types';
import type { ApiCall } from '../ApiCall';
import { ApiError } from '../ApiError';
import type { Access, ApiRoutes } from '../ApiRoutes';
import { serialiseComment } from '../serialise/comment';

const documentation = '/issues/comments';
const access: Access = { permission: 'issues' };
const byReaders: Access = { ...access, role: 'read', createsContent: true };
const bodySchema = z.object({ body: z.string() });

/**
 * Comments on pull requests.
 *
 * @internal
 */
export function addCommentRoutes(routes: ApiRoutes): void {
  const { view } = routes.context;

  const answer = (call: ApiCall, comment: Comment, status?: number) => {
    const { repository } = call;
    call.json(serialiseComment({ comment, repository, view }), status);
  };

  routes.repository('GET /issues/{number}/comments', access, async call => {
    const { repository } = call;
    const { number } = await call.pull();
    const since = call.query('since') ?? '';
    const comments = repository.comments.list(
      ({ pull, updatedAt }) => pull === number && updatedAt >= since,
    );
    call.list(comments, comment =>
      serialiseComment({ comment, repository, view }),
    );
  });

  routes.repository('POST /issues/{number}/comments', byReaders, async call => {
    const { repository, user } = call;
    const pull = await call.pull();
    const body = readBody(call);
    answer(call, await addComment({ repository, pull, body, by: user }), 201);
  });

  routes.repository('GET /issues/comments/{comment}', access, call => {
    answer(call, commentOf(call));
  });

  routes.repository(
    'PATCH /issues/comments/{comment}',
    byReaders,
    async call => {
      const { repository, user } = call;
      const before = commentOf(call);
      requireAuthorOrWriter(call, before);
      const comment = await repository.comments.replace({
        ...before,
        body: readBody(call),
        updatedAt: new Date().toISOString(),
      });
      const pull = await repository.pulls.get(comment.pull);
      if (pull) {
        repository.emit({
          name: 'issue_comment',
          action: 'edited',
          pull,
          comment,
          bodyBefore: before.body,
          by: user,
        });
      }
      answer(call, comment);
    },
  );

  routes.repository(
    'DELETE /issues/comments/{comment}',
    { ...access, role: 'read' },
    async call => {
      const { repository, user } = call;
      const comment = commentOf(call);
      requireAuthorOrWriter(call, comment);
      await repository.comments.remove(comment.id);
      const pull = await repository.pulls.get(comment.pull);
      if (pull) {
        repository.emit({
          name: 'issue_comment',
          action: 'deleted',
          pull,
          comment,
          by: user,
        });
      }
      call.done();
    },
  );
}

function readBody(call: ApiCall): string {
  const { body } = call.body(bodySchema);
  if (body.trim() === '') {
    throw ApiError.validation(
      [{ resource: 'IssueComment', code: 'missing_field', field: 'body' }],
      documentation,
    );
  }
  return body;
}

function commentOf(call: ApiCall): Comment {
  const comment = call.repository.comments.find(Number(call.params.comment));
  if (!comment) {
    throw ApiError.notFound(`${documentation}#get-an-issue-comment`);
  }
  return comment;
}

function requireAuthorOrWriter(call: ApiCall, { author }: Comment): void {
  const { login, role } = call.user;
  if (login !== author && role === 'read') {
    throw new ApiError(
      403,
      `Must have push access to ${call.repository.fullName}.`,
      { documentation },
    );
  }
}
