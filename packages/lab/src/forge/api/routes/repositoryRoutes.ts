import { ApiError } from '../ApiError';
import type { ApiRoutes } from '../ApiRoutes';
import { serialiseCommit } from '../serialise/commit';
import { serialiseRepository } from '../serialise/repository';
import { serialiseOwnUser } from '../serialise/user';

const headsPrefix = 'refs/heads/';

/**
 * Users, repositories and their branches.
 *
 * @internal
 */
export function addRepositoryRoutes(routes: ApiRoutes): void {
  const { context } = routes;
  const { links } = context;

  routes.add('get', '/user', async (request, response) => {
    const { login } = context.requireUser(request);
    context.json(request, response, { body: serialiseOwnUser(login, links) });
  });

  routes.add('get', '/repos/{owner}/{repo}', async (request, response) => {
    const repository = context.repository(request);
    const pulls = await repository.pulls.list();
    context.json(request, response, {
      body: serialiseRepository({
        repository,
        links,
        user: context.user(request),
        openPulls: pulls.filter(({ state }) => state === 'open').length,
      }),
    });
  });

  routes.add(
    'get',
    '/repos/{owner}/{repo}/branches',
    async (request, response) => {
      const repository = context.repository(request);
      const refs = await repository.git.refs(headsPrefix);
      const branches = refs.map(({ name, sha }) => ({
        name: name.slice(headsPrefix.length),
        commit: { sha, url: `${links.apiOf(repository)}/commits/${sha}` },
        protected: false,
      }));
      context.json(request, response, {
        body: context.page(request, response, branches),
      });
    },
  );

  routes.add(
    'get',
    '/repos/{owner}/{repo}/branches/{branch+}',
    async (request, response) => {
      const repository = context.repository(request);
      const { branch } = request.params;
      const sha = await repository.git.resolve(`${headsPrefix}${branch}`);
      if (!sha) {
        throw new ApiError(404, 'Branch not found', {
          documentation: '/branches/branches#get-a-branch',
        });
      }
      const url = `${links.apiOf(repository)}/branches/${branch}`;
      context.json(request, response, {
        body: {
          name: branch,
          commit: serialiseCommit({
            commit: await repository.git.readCommit(sha),
            repository,
            links,
            users: context.users,
          }),
          _links: {
            self: url,
            html: links.file({
              repository,
              kind: 'tree',
              revision: branch,
              path: '',
            }),
          },
          protected: false,
          protection: {
            enabled: false,
            required_status_checks: {
              enforcement_level: 'off',
              contexts: [],
              checks: [],
            },
          },
          protection_url: `${url}/protection`,
        },
      });
    },
  );
}
