import { z } from 'zod';
import { latestStatuses } from '../../checks/latestStatuses';
import { ApiError } from '../ApiError';
import type { ApiRoutes } from '../ApiRoutes';
import { serialiseCombinedStatus, serialiseStatus } from '../serialise/status';

const documentation = '/commits/statuses#create-a-commit-status';
const statusSchema = z.object({
  state: z.enum(['error', 'failure', 'pending', 'success']),
  context: z.string().default('default'),
  description: z.string().nullish(),
  target_url: z.string().nullish(),
});
/** In characters. */
const longestDescription = 140;

/**
 * Commit statuses.
 *
 * @internal
 */
export function addStatusRoutes(routes: ApiRoutes): void {
  const { view } = routes.context;

  routes.repository(
    'POST /statuses/{sha}',
    { permission: 'statuses' },
    async call => {
      const { repository, user } = call;
      const { sha } = call.params;
      const body = call.body(statusSchema);
      if ((await repository.git.objectType(sha)) !== 'commit') {
        throw new ApiError(422, `No commit found for SHA: ${sha}`, {
          documentation,
        });
      }
      const { description } = body;
      if (description && description.length > longestDescription) {
        throw ApiError.validation(
          [
            {
              resource: 'Status',
              code: 'custom',
              field: 'description',
              message: `description is too long (maximum is ${longestDescription} characters)`,
            },
          ],
          documentation,
        );
      }
      const status = await repository.statuses.add(id => ({
        id,
        sha,
        state: body.state,
        context: body.context,
        description: description ?? undefined,
        targetUrl: body.target_url ?? undefined,
        creator: user.login,
        createdAt: new Date().toISOString(),
      }));
      repository.emit({ name: 'status', status, by: user });
      call.json(serialiseStatus({ status, repository, view }), 201);
    },
  );

  routes.repository(
    'GET /commits/{ref+}/statuses',
    { permission: 'statuses' },
    async call => {
      const { repository } = call;
      const sha = await call.commit();
      const statuses = repository.statuses.list(status => status.sha === sha);
      call.list(statuses.reverse(), status =>
        serialiseStatus({ status, repository, view }),
      );
    },
  );

  routes.repository(
    'GET /commits/{ref+}/status',
    { permission: 'statuses' },
    async call => {
      const { repository } = call;
      const sha = await call.commit();
      const page = call.page(latestStatuses(repository, sha));
      call.json(serialiseCombinedStatus({ sha, page, repository, view }));
    },
  );
}
