import { z } from 'zod';
import type { ForgeRepository } from '../../ForgeRepository';
import { codeOwnersOfChange } from '../../protection/ownersOfChange';
import { describePull } from '../../pulls/describePull';
import { mergeableState } from '../../pulls/mergeableState';
import { mergePullRequest } from '../../pulls/mergePullRequest';
import type { PullRequest } from '../../pulls/types';
import type { ApiCall } from '../ApiCall';
import { ApiError } from '../ApiError';
import type { Access, ApiRoutes } from '../ApiRoutes';
import { checkNewPull, invalidPull } from '../checkNewPull';
import { serialiseCommit, serialiseFile } from '../serialise/commit';
import { serialiseFullPull, serialisePull } from '../serialise/pull';

const documentation = '/pulls/pulls';
const access: Access = { permission: 'pull_requests' };
const createSchema = z.object({
  title: z.string(),
  body: z.string().nullish(),
  head: z.string(),
  base: z.string(),
  draft: z.boolean().optional(),
});
const updateSchema = z.object({
  title: z.string().optional(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']).optional(),
});
const mergeSchema = z
  .object({
    commit_title: z.string().optional(),
    commit_message: z.string().optional(),
    sha: z.string().optional(),
    merge_method: z.enum(['merge', 'squash', 'rebase']).default('merge'),
  })
  .prefault({});

/**
 * Pull requests.
 *
 * @internal
 */
export function addPullRoutes(routes: ApiRoutes): void {
  const { view } = routes.context;

  const answer = async (call: ApiCall, pull: PullRequest, status?: number) => {
    const { repository } = call;
    const mergeable =
      pull.state === 'open'
        ? await repository.pulls.knownMergeable(pull)
        : undefined;
    const [details, state] = await Promise.all([
      describePull(repository, pull),
      mergeableState(repository, { pull, mergeable }),
    ]);
    const options = { pull, repository, view, mergeable, state, details };
    call.json(serialiseFullPull(options), status);
  };

  routes.repository('GET /pulls', access, async call => {
    const { repository } = call;
    call.list(filterPulls(call, await repository.pulls.list()), pull =>
      serialisePull({ pull, repository, view }),
    );
  });

  routes.repository(
    'POST /pulls',
    { ...access, role: 'read', createsContent: true },
    async call => {
      const { repository, user } = call;
      const body = call.body(createSchema);
      const branches = await checkNewPull({
        repository,
        forks: view.forksOf(repository),
        head: body.head,
        base: body.base,
      });
      const pull = {
        ...branches,
        title: body.title,
        body: body.body ?? undefined,
        author: user.login,
        draft: body.draft ?? false,
      };
      const requestedReviewers = pull.draft
        ? []
        : await codeOwnersOfChange(repository, pull);
      await answer(
        call,
        await repository.pulls.create({ ...pull, requestedReviewers }),
        201,
      );
    },
  );

  routes.repository('GET /pulls/{number}', access, async call => {
    await answer(call, await call.pull());
  });

  routes.repository(
    'PATCH /pulls/{number}',
    { ...access, role: 'read' },
    async call => {
      const pull = await call.pull();
      requireAuthorOrWriter(call, pull);
      const body = call.body(updateSchema);
      const edited = await editText(call.repository, { pull, call, body });
      await answer(call, await changeState(call, edited, body.state));
    },
  );

  routes.repository('GET /pulls/{number}/files', access, async call => {
    const { repository } = call;
    const pull = await call.pull();
    const { files } = await describePull(repository, pull);
    const revision = pull.headSha;
    call.list(files, difference =>
      serialiseFile({ difference, repository, view, revision }),
    );
  });

  routes.repository('GET /pulls/{number}/commits', access, async call => {
    const { repository } = call;
    const { commits } = await describePull(repository, await call.pull());
    call.list(commits, commit => serialiseCommit({ commit, repository, view }));
  });

  routes.repository('GET /pulls/{number}/merge', access, async call => {
    if (!(await call.pull()).merged) {
      throw ApiError.notFound(
        `${documentation}#check-if-a-pull-request-has-been-merged`,
      );
    }
    call.done();
  });

  routes.repository(
    'PUT /pulls/{number}/merge',
    { permission: 'contents' },
    async call => {
      const { repository, user } = call;
      const pull = await call.pull();
      const body = call.body(mergeSchema);
      const refuse = (status: number, message: string) =>
        new ApiError(status, message, {
          documentation: `${documentation}#merge-a-pull-request`,
        });
      if (body.sha !== undefined && body.sha !== pull.headSha) {
        throw refuse(
          409,
          'Head branch was modified. Review and try the merge again.',
        );
      }
      const result = await mergePullRequest({
        repository,
        pull,
        by: user,
        method: body.merge_method,
        title: body.commit_title,
        message: body.commit_message,
      });
      if (result.outcome === 'refused') {
        throw refuse(405, result.reason);
      }
      call.json({
        sha: result.sha,
        merged: true,
        message: 'Pull Request successfully merged',
      });
    },
  );
}

function requireAuthorOrWriter(call: ApiCall, pull: PullRequest): void {
  const { login, role } = call.user;
  if (role === 'read' && login !== pull.author) {
    throw new ApiError(
      403,
      `Must have push access to ${call.repository.fullName}.`,
      { documentation: `${documentation}#update-a-pull-request` },
    );
  }
}

async function editText(
  repository: ForgeRepository,
  options: {
    pull: PullRequest;
    call: ApiCall;
    body: z.infer<typeof updateSchema>;
  },
): Promise<PullRequest> {
  const { pull, call, body } = options;
  const title = body.title ?? pull.title;
  const text = body.body === undefined ? pull.body : body.body ?? undefined;
  if (title === pull.title && text === pull.body) {
    return pull;
  }
  const edited = await repository.pulls.update(pull, { title, body: text });
  repository.emit({
    name: 'pull_request',
    action: 'edited',
    pull: edited,
    before: pull,
    by: call.user,
  });
  return edited;
}

async function changeState(
  call: ApiCall,
  pull: PullRequest,
  state = pull.state,
): Promise<PullRequest> {
  const { repository, user } = call;
  if (state === 'open' && pull.state === 'closed') {
    const head = await repository
      .headOf(pull)
      ?.git.resolve(`refs/heads/${pull.head}`);
    if (pull.merged || !head) {
      throw invalidPull({
        field: 'state',
        code: 'invalid',
        message: pull.merged
          ? 'state cannot be changed. The pull request cannot be reopened.'
          : `state cannot be changed. The ${pull.head} branch has been deleted.`,
      });
    }
  }
  return await repository.pulls.setState(pull, { state, by: user });
}

function filterPulls(call: ApiCall, pulls: PullRequest[]): PullRequest[] {
  const { repository } = call;
  const state = call.query('state') ?? 'open';
  const head = call.query('head');
  const base = call.query('base');
  const sort = call.query('sort');
  const direction = call.query('direction');
  const headOf = (pull: PullRequest) =>
    `${repository.headOf(pull)?.owner}:${pull.head}`;
  const found = pulls.filter(
    pull =>
      (state === 'all' || pull.state === state) &&
      // Without an owner before the branch, GitHub ignores the filter.
      (!head?.includes(':') || head === headOf(pull)) &&
      (base === undefined || pull.base === base),
  );
  if (sort === 'updated') {
    found.sort((one, other) => other.updatedAt.localeCompare(one.updatedAt));
  }
  const ascending = direction ? direction === 'asc' : sort === 'updated';
  return ascending ? found.reverse() : found;
}
