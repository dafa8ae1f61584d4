import type { ApiRoutes } from '../ApiRoutes';
import { serialiseIssue } from '../serialise/issue';

/**
 * Pull requests as GitHub shows them among the issues; the forge has no others.
 *
 * @internal
 */
export function addIssueRoutes(routes: ApiRoutes): void {
  const { view } = routes.context;

  routes.repository(
    'GET /issues/{number}',
    { permission: 'issues' },
    async call => {
      const { repository } = call;
      const pull = await call.pull();
      call.json(serialiseIssue({ pull, repository, view }));
    },
  );
}
