import { ApiError } from '../ApiError';
import type { ApiRoutes } from '../ApiRoutes';
import { serialisePublicUser } from '../serialise/user';

/**
 * Users, and how much each may still ask.
 *
 * @internal
 */
export function addUserRoutes(routes: ApiRoutes): void {
  const { accounts, limits, view } = routes.context;

  routes.add('GET /user', call => {
    const { login, grant } = call.user;
    if (grant) {
      throw new ApiError(403, 'Resource not accessible by integration');
    }
    call.json(serialisePublicUser(login, view));
  });

  routes.add('GET /users/{username}', call => {
    const { username } = call.params;
    const bot = accounts.apps.find(({ slug }) => `${slug}[bot]` === username);
    const login = accounts.findUser(username)?.login ?? (bot && username);
    if (login === undefined) {
      throw ApiError.notFound('/users/users#get-a-user');
    }
    call.json(serialisePublicUser(login, view));
  });

  routes.add(
    'GET /rate_limit',
    call => {
      const core = limits.state(call.login);
      const body = JSON.stringify({
        resources: { core, search: unusedSearch() },
        rate: core,
      });
      call.send({ body, free: true });
    },
    { free: true },
  );
}

/** The forge has no search, so that nobody uses it up. */
function unusedSearch() {
  const limit = 30;
  const reset = Math.floor(Date.now() / 1000) + 60;
  return { limit, remaining: limit, reset, used: 0 };
}
