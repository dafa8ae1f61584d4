import { z } from 'zod';
import type { Installation, Permissions } from '../../accounts/types';
import type { ApiCall } from '../ApiCall';
import { ApiError } from '../ApiError';
import type { ApiRoutes } from '../ApiRoutes';
import {
  serialiseApp,
  serialiseInstallation,
  withMetadata,
} from '../serialise/app';
import { serialiseRepository } from '../serialise/repository';
import { seconds } from '../serialise/seconds';

const documentation = '/apps/apps';
const permissionSchema = z.enum(['read', 'write']).optional();
const tokenSchema = z.object({
  repositories: z.array(z.string()).optional(),
  permissions: z
    .object({
      administration: permissionSchema,
      checks: permissionSchema,
      contents: permissionSchema,
      issues: permissionSchema,
      metadata: permissionSchema,
      pull_requests: permissionSchema,
      repository_hooks: permissionSchema,
      statuses: permissionSchema,
    })
    .optional(),
});

/**
 * GitHub Apps: an App with its JSON web token finds its installations and makes tokens for them.
 *
 * @internal
 */
export function addAppRoutes(routes: ApiRoutes): void {
  const { accounts, store, view } = routes.context;

  const installations = async (call: ApiCall): Promise<Installation[]> => {
    const app = await call.app();
    const owners = new Set(store.list().map(({ owner }) => owner));
    return [...owners].map(owner => accounts.installation(app, owner));
  };
  const answerFor = async (call: ApiCall, owner: string | undefined) => {
    const found = (await installations(call)).find(
      each => each.owner.toLowerCase() === owner?.toLowerCase(),
    );
    if (!found) {
      throw ApiError.notFound(
        `${documentation}#get-an-installation-for-the-authenticated-app`,
      );
    }
    call.json(serialiseInstallation(found, view));
  };
  const installationOf = async (call: ApiCall) => {
    const id = Number(call.params.installation);
    const found = (await installations(call)).find(each => each.id === id);
    if (!found) {
      throw ApiError.notFound(
        `${documentation}#get-an-installation-for-the-authenticated-app`,
      );
    }
    return found;
  };

  routes.add('GET /app', async call => {
    call.json({
      ...serialiseApp(await call.app(), view),
      installations_count: (await installations(call)).length,
    });
  });

  routes.add('GET /app/installations', async call => {
    call.list(await installations(call), installation =>
      serialiseInstallation(installation, view),
    );
  });

  routes.add('GET /app/installations/{installation}', async call => {
    call.json(serialiseInstallation(await installationOf(call), view));
  });

  routes.add('GET /repos/{owner}/{repo}/installation', async call => {
    const { owner, repo } = call.params;
    await answerFor(call, store.find(owner, repo)?.owner);
  });

  routes.add('GET /orgs/{owner}/installation', call =>
    answerFor(call, call.params.owner),
  );

  routes.add('GET /users/{owner}/installation', call =>
    answerFor(call, call.params.owner),
  );

  routes.add(
    'POST /app/installations/{installation}/access_tokens',
    async call => {
      const installation = await installationOf(call);
      const body = call.body(tokenSchema);
      const { app, owner } = installation;
      const unknown = body.repositories?.find(name => !store.find(owner, name));
      if (unknown !== undefined) {
        throw new ApiError(
          422,
          `There is at least one repository that does not exist or is not accessible to the parent installation.`,
          {
            documentation: `${documentation}#create-an-installation-access-token-for-an-app`,
          },
        );
      }
      const permissions = body.permissions ?? app.permissions;
      if (exceeds(permissions, app.permissions)) {
        throw new ApiError(
          422,
          'The permissions requested are not granted to this installation.',
          {
            documentation: `${documentation}#create-an-installation-access-token-for-an-app`,
          },
        );
      }
      const { repositories } = body;
      const grant = accounts.issueToken({
        installation,
        permissions,
        repositories,
      });
      call.json(
        {
          token: grant.token,
          expires_at: seconds(grant.expiresAt),
          permissions: withMetadata(permissions),
          repository_selection: repositories ? 'selected' : 'all',
          ...(repositories && {
            repositories: repositories.flatMap(name => {
              const repository = store.find(owner, name);
              return repository ? [serialiseRepository(repository, view)] : [];
            }),
          }),
        },
        201,
      );
    },
  );

  routes.add('GET /installation/repositories', call => {
    const { grant } = call.user;
    if (!grant) {
      throw new ApiError(
        403,
        'You must authenticate with an installation access token in order to list repositories for an installation.',
      );
    }
    const repositories = store
      .list()
      .filter(
        ({ owner, name }) =>
          owner === grant.installation.owner &&
          (grant.repositories?.includes(name) ?? true),
      );
    call.json({
      total_count: repositories.length,
      repository_selection: grant.repositories ? 'selected' : 'all',
      repositories: call
        .page(repositories)
        .map(repository => serialiseRepository(repository, view)),
    });
  });

  routes.add('DELETE /installation/token', call => {
    const { token } = call;
    if (!call.user.grant || token === undefined) {
      throw new ApiError(401, 'Bad credentials');
    }
    call.done();
    accounts.revokeToken(token);
  });
}

function exceeds(asked: Permissions, granted: Permissions): boolean {
  const levels = new Map(Object.entries(granted));
  return Object.entries(asked).some(([name, level]) => {
    const has = name === 'metadata' ? 'read' : levels.get(name);
    return !has || (level === 'write' && has !== 'write');
  });
}
