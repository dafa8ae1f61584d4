import { z } from 'zod';
import { ApiError } from '../ApiError';
import type { ApiRoutes } from '../ApiRoutes';
import { serialiseCommit } from '../serialise/commit';
import { serialiseProtectionSummary } from '../serialise/protection';
import { serialiseFullRepository } from '../serialise/repository';
import { serialiseUser } from '../serialise/user';

const headsPrefix = 'refs/heads/';
const roles = z.enum(['read', 'write', 'admin']);

/**
 * Repositories, who may use them, and their branches.
 *
 * @internal
 */
export function addRepositoryRoutes(routes: ApiRoutes): void {
  const { accounts, view } = routes.context;
  const { links } = view;

  routes.repository('GET ', { permission: 'metadata' }, call => {
    const { actor, repository } = call;
    call.json(serialiseFullRepository(repository, { view, actor }));
  });

  routes.repository(
    'GET /collaborators/{username}/permission',
    { permission: 'metadata', role: 'write' },
    call => {
      const user = accounts.findUser(call.params.username);
      if (!user) {
        throw ApiError.notFound('/collaborators/collaborators');
      }
      const role = roles.parse(user.role ?? 'write');
      const may = (least: z.infer<typeof roles>) =>
        roles.options.indexOf(role) >= roles.options.indexOf(least);
      call.json({
        permission: role,
        role_name: role,
        user: {
          ...serialiseUser(user.login, view),
          role_name: role,
          permissions: {
            pull: true,
            triage: may('write'),
            push: may('write'),
            maintain: may('admin'),
            admin: may('admin'),
          },
        },
      });
    },
  );

  routes.repository('GET /branches', { permission: 'contents' }, async call => {
    const { repository } = call;
    const refs = await repository.git.refs(headsPrefix);
    call.list(refs, ref => {
      const name = ref.name.slice(headsPrefix.length);
      return {
        name,
        commit: {
          sha: ref.sha,
          url: `${links.apiOf(repository)}/commits/${ref.sha}`,
        },
        protected: repository.protectionOf(name) !== undefined,
      };
    });
  });

  routes.repository(
    'GET /branches/{branch+}',
    { permission: 'contents' },
    async call => {
      const { repository } = call;
      const { branch } = call.params;
      const sha = await repository.git.resolve(`${headsPrefix}${branch}`);
      if (!sha) {
        throw new ApiError(404, 'Branch not found', {
          documentation: '/branches/branches#get-a-branch',
        });
      }
      const url = `${links.apiOf(repository)}/branches/${branch}`;
      const commit = await repository.git.readCommit(sha);
      const protection = repository.protectionOf(branch);
      call.json({
        name: branch,
        commit: serialiseCommit({ commit, repository, view }),
        _links: {
          self: url,
          html: links.file({
            repository,
            kind: 'tree',
            revision: branch,
            path: '',
          }),
        },
        protected: protection !== undefined,
        protection: serialiseProtectionSummary(protection),
        protection_url: `${url}/protection`,
      });
    },
  );
}
