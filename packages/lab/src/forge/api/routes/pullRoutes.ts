import type { Request } from 'express';
import { z } from 'zod';
import type { ForgeRepository } from '../../ForgeRepository';
import { describePull } from '../../pulls/describePull';
import { mergePullRequest } from '../../pulls/mergePullRequest';
import type { PullRequest } from '../../pulls/types';
import { ApiError, type ValidationIssue } from '../ApiError';
import type { ApiRoutes } from '../ApiRoutes';
import { parseBody } from '../parseBody';
import { serialiseCommit, serialiseFile } from '../serialise/commit';
import { serialiseFullPull, serialisePull } from '../serialise/pull';

const documentation = '/pulls/pulls';
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
const mergeSchema = z.object({
  commit_title: z.string().optional(),
  commit_message: z.string().optional(),
  sha: z.string().optional(),
  merge_method: z.enum(['merge', 'squash', 'rebase']).default('merge'),
});

/**
 * Pull requests.
 *
 * @internal
 */
export function addPullRoutes(routes: ApiRoutes): void {
  const { context } = routes;
  const { links, users } = context;

  const pullOf = async (request: Request) => {
    const repository = context.repository(request);
    const pull = await repository.pulls.get(Number(request.params.number));
    if (!pull) {
      throw ApiError.notFound(`${documentation}#get-a-pull-request`);
    }
    return { repository, pull };
  };
  const serialise = async (repository: ForgeRepository, pull: PullRequest) => {
    const { commits, files, mergeable } = await describePull(repository, pull);
    return serialiseFullPull({
      pull,
      repository,
      links,
      mergeable,
      commits: commits.length,
      additions: files.reduce((sum, file) => sum + file.additions, 0),
      deletions: files.reduce((sum, file) => sum + file.deletions, 0),
      changedFiles: files.length,
    });
  };

  routes.add(
    'get',
    '/repos/{owner}/{repo}/pulls',
    async (request, response) => {
      const repository = context.repository(request);
      const pulls = filterPulls({
        pulls: await repository.pulls.list(),
        owner: repository.owner,
        query: request.query,
      });
      const body = context
        .page(request, response, pulls)
        .map(pull => serialisePull({ pull, repository, links }));
      context.json(request, response, { body });
    },
  );

  routes.add(
    'post',
    '/repos/{owner}/{repo}/pulls',
    async (request, response) => {
      const user = context.requireUser(request);
      const repository = context.repository(request);
      const body = parseBody(createSchema, request.body);
      const { headSha, baseSha, head } = await checkBranches({
        repository,
        head: body.head,
        base: body.base,
      });
      const pull = await repository.pulls.create({
        title: body.title,
        body: body.body ?? undefined,
        author: user.login,
        draft: body.draft ?? false,
        head,
        headSha,
        base: body.base,
        baseSha,
      });
      context.json(request, response, {
        status: 201,
        body: await serialise(repository, pull),
      });
    },
  );

  routes.add(
    'get',
    '/repos/{owner}/{repo}/pulls/{number}',
    async (request, response) => {
      const { repository, pull } = await pullOf(request);
      const body = await serialise(repository, pull);
      context.json(request, response, { body });
    },
  );

  routes.add(
    'patch',
    '/repos/{owner}/{repo}/pulls/{number}',
    async (request, response) => {
      context.requireUser(request);
      const { repository, pull } = await pullOf(request);
      const { title, body, state } = parseBody(updateSchema, request.body);
      if (state === 'open' && pull.merged) {
        throw invalid({ field: 'state', code: 'invalid' });
      }
      const updated = await repository.pulls.update(pull, {
        title: title ?? pull.title,
        body: body === undefined ? pull.body : body ?? undefined,
        state: state ?? pull.state,
      });
      context.json(request, response, {
        body: await serialise(repository, updated),
      });
    },
  );

  routes.add(
    'get',
    '/repos/{owner}/{repo}/pulls/{number}/files',
    async (request, response) => {
      const { repository, pull } = await pullOf(request);
      const { files } = await describePull(repository, pull);
      const revision = pull.headSha;
      const body = context
        .page(request, response, files)
        .map(difference =>
          serialiseFile({ difference, repository, links, revision }),
        );
      context.json(request, response, { body });
    },
  );

  routes.add(
    'get',
    '/repos/{owner}/{repo}/pulls/{number}/commits',
    async (request, response) => {
      const { repository, pull } = await pullOf(request);
      const { commits } = await describePull(repository, pull);
      const body = context
        .page(request, response, commits)
        .map(commit => serialiseCommit({ commit, repository, links, users }));
      context.json(request, response, { body });
    },
  );

  routes.add(
    'get',
    '/repos/{owner}/{repo}/pulls/{number}/merge',
    async (request, response) => {
      const { pull } = await pullOf(request);
      if (!pull.merged) {
        throw ApiError.notFound(
          `${documentation}#check-if-a-pull-request-has-been-merged`,
        );
      }
      context.send(request, response, {
        status: 204,
        body: '',
        contentType: 'application/json; charset=utf-8',
      });
    },
  );

  routes.add(
    'put',
    '/repos/{owner}/{repo}/pulls/{number}/merge',
    async (request, response) => {
      const user = context.requireUser(request);
      const { repository, pull } = await pullOf(request);
      const body = parseBody(mergeSchema, request.body);
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
      const sha = await mergePullRequest({
        repository,
        pull,
        by: user.login,
        method: body.merge_method,
        title: body.commit_title,
        message: body.commit_message,
      });
      if (!sha) {
        throw refuse(405, 'Pull Request is not mergeable');
      }
      context.json(request, response, {
        body: {
          sha,
          merged: true,
          message: 'Pull Request successfully merged',
        },
      });
    },
  );
}

function invalid(issue: Omit<ValidationIssue, 'resource'>): ApiError {
  return ApiError.validation(
    [{ resource: 'PullRequest', ...issue }],
    `${documentation}#create-a-pull-request`,
  );
}

/** Refuses what GitHub refuses: branches that are not there or do not differ, and a second pull request for a branch. */
async function checkBranches(options: {
  repository: ForgeRepository;
  head: string;
  base: string;
}): Promise<{ head: string; headSha: string; baseSha: string }> {
  const { repository, base } = options;
  const { git, owner } = repository;
  const prefix = `${owner}:`;
  const head = options.head.startsWith(prefix)
    ? options.head.slice(prefix.length)
    : options.head;
  const headSha = await git.resolve(`refs/heads/${head}`);
  if (!headSha) {
    throw invalid({ field: 'head', code: 'invalid' });
  }
  const baseSha = await git.resolve(`refs/heads/${base}`);
  if (!baseSha) {
    throw invalid({ field: 'base', code: 'invalid' });
  }
  const pulls = await repository.pulls.list();
  const open = pulls.some(
    pull => pull.state === 'open' && pull.head === head && pull.base === base,
  );
  if (open) {
    throw invalid({
      code: 'custom',
      message: `A pull request already exists for ${owner}:${head}.`,
    });
  }
  if (await git.isAncestor(headSha, baseSha)) {
    throw invalid({
      code: 'custom',
      message: `No commits between ${base} and ${head}`,
    });
  }
  return { head, headSha, baseSha };
}

function filterPulls(options: {
  pulls: PullRequest[];
  owner: string;
  query: Request['query'];
}): PullRequest[] {
  const { pulls, owner, query } = options;
  const { state = 'open', head, base, sort, direction } = query;
  const found = pulls.filter(
    pull =>
      (state === 'all' || pull.state === state) &&
      // Without an owner before the branch, GitHub ignores the filter.
      (typeof head !== 'string' ||
        !head.includes(':') ||
        head === `${owner}:${pull.head}`) &&
      (typeof base !== 'string' || pull.base === base),
  );
  if (sort === 'updated') {
    found.sort((one, other) => other.updatedAt.localeCompare(one.updatedAt));
  }
  const ascending = direction ? direction === 'asc' : sort === 'updated';
  return ascending ? found.reverse() : found;
}
