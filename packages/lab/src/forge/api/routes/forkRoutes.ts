import { z } from 'zod';
import { ApiError } from '../ApiError';
import type { ApiRoutes } from '../ApiRoutes';
import {
  serialiseFullRepository,
  serialiseRepository,
} from '../serialise/repository';

const documentation = '/repos/forks#create-a-fork';
const bodySchema = z
  .object({ organization: z.string().optional(), name: z.string().optional() })
  .default({});

/**
 * Forks of a repository.
 *
 * @internal
 */
export function addForkRoutes(routes: ApiRoutes): void {
  const { store, view } = routes.context;

  routes.repository('GET /forks', { permission: 'metadata' }, call => {
    call.list(view.forksOf(call.repository), fork =>
      serialiseRepository(fork, view),
    );
  });

  routes.repository(
    'POST /forks',
    { permission: 'administration', role: 'read' },
    async call => {
      const { repository, user } = call;
      const body = call.body(bodySchema);
      const owner = body.organization ?? user.login;
      const name = body.name ?? repository.name;
      const known = store.find(owner, name);
      // Asked again, GitHub answers with the fork that is there.
      if (known && known.parent !== repository) {
        throw new ApiError(
          403,
          `Name already exists on this account: ${known.fullName}`,
          { documentation },
        );
      }
      const fork = known ?? (await store.fork(repository, { owner, name }));
      call.json(serialiseFullRepository(fork, { view, actor: user }), 202);
    },
  );
}
