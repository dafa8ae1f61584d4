import { z } from 'zod';
import type { ForgeRepository } from '../../ForgeRepository';
import type { GitRef } from '../../git/types';
import { ApiError } from '../ApiError';
import type { ApiRoutes } from '../ApiRoutes';
import { encodePath, type Links } from '../Links';
import { parseBody } from '../parseBody';
import { nodeId } from '../serialise/nodeId';

const documentation = '/git/refs';
const createSchema = z.object({ ref: z.string(), sha: z.string() });
const updateSchema = z.object({
  sha: z.string(),
  force: z.boolean().optional(),
});

/**
 * Git references.
 *
 * @internal
 */
export function addRefRoutes(routes: ApiRoutes): void {
  const { context } = routes;
  const { links } = context;

  routes.add(
    'get',
    '/repos/{owner}/{repo}/git/ref/{ref+}',
    async (request, response) => {
      const repository = context.repository(request);
      const ref = await find(repository, `refs/${request.params.ref}`);
      if (!ref) {
        throw ApiError.notFound(`${documentation}#get-a-reference`);
      }
      context.json(request, response, {
        body: serialiseRef({ ref, repository, links }),
      });
    },
  );

  routes.add(
    'get',
    '/repos/{owner}/{repo}/git/matching-refs/{ref+}',
    async (request, response) => {
      const repository = context.repository(request);
      const refs = await repository.git.refs(`refs/${request.params.ref}`);
      const body = context
        .page(request, response, refs)
        .map(ref => serialiseRef({ ref, repository, links }));
      context.json(request, response, { body });
    },
  );

  routes.add(
    'post',
    '/repos/{owner}/{repo}/git/refs',
    async (request, response) => {
      context.requireUser(request);
      const repository = context.repository(request);
      const { ref: name, sha } = parseBody(createSchema, request.body);
      const wellFormed =
        /^refs\/[^/]+\/./.test(name) && (await repository.git.isRefName(name));
      if (!wellFormed) {
        throw new ApiError(422, `${name} is not a valid ref name.`, {
          documentation: `${documentation}#create-a-reference`,
        });
      }
      await requireObject(repository, sha);
      if (await find(repository, name)) {
        throw new ApiError(422, 'Reference already exists', {
          documentation: `${documentation}#create-a-reference`,
        });
      }
      await repository.git.updateRef({ name, sha, expected: undefined });
      context.json(request, response, {
        status: 201,
        body: serialiseRef({
          ref: { name, type: 'commit', sha },
          repository,
          links,
        }),
      });
    },
  );

  routes.add(
    'patch',
    '/repos/{owner}/{repo}/git/refs/{ref+}',
    async (request, response) => {
      context.requireUser(request);
      const repository = context.repository(request);
      const { sha, force = false } = parseBody(updateSchema, request.body);
      const ref = await find(repository, `refs/${request.params.ref}`);
      if (!ref) {
        throw new ApiError(422, 'Reference does not exist', {
          documentation: `${documentation}#update-a-reference`,
        });
      }
      await requireObject(repository, sha);
      if (!force && !(await repository.git.isAncestor(ref.sha, sha))) {
        throw new ApiError(422, 'Update is not a fast forward', {
          documentation: `${documentation}#update-a-reference`,
        });
      }
      await repository.git.updateRef({
        name: ref.name,
        sha,
        expected: ref.sha,
      });
      context.json(request, response, {
        body: serialiseRef({ ref: { ...ref, sha }, repository, links }),
      });
    },
  );

  routes.add(
    'delete',
    '/repos/{owner}/{repo}/git/refs/{ref+}',
    async (request, response) => {
      context.requireUser(request);
      const repository = context.repository(request);
      const ref = await find(repository, `refs/${request.params.ref}`);
      if (!ref) {
        throw new ApiError(422, 'Reference does not exist', {
          documentation: `${documentation}#delete-a-reference`,
        });
      }
      await repository.git.deleteRef(ref.name);
      context.send(request, response, {
        status: 204,
        body: '',
        contentType: 'application/json; charset=utf-8',
      });
    },
  );
}

async function find(
  repository: ForgeRepository,
  name: string,
): Promise<GitRef | undefined> {
  const refs = await repository.git.refs(name);
  return refs.find(ref => ref.name === name);
}

async function requireObject(
  repository: ForgeRepository,
  sha: string,
): Promise<void> {
  const isId = /^[0-9a-f]{40}$/.test(sha);
  if (!isId) {
    throw new ApiError(
      422,
      'The sha parameter must be exactly 40 characters and contain only [0-9a-f].',
      {
        documentation,
      },
    );
  }
  if ((await repository.git.objectType(sha)) !== 'commit') {
    throw new ApiError(422, 'Object does not exist', { documentation });
  }
}

function serialiseRef(options: {
  ref: GitRef;
  repository: ForgeRepository;
  links: Links;
}) {
  const { ref, repository, links } = options;
  const url = `${links.apiOf(repository)}/git`;
  return {
    ref: ref.name,
    node_id: nodeId('Ref', `${repository.fullName}:${ref.name}`),
    url: `${url}/${encodePath(ref.name)}`,
    object: {
      sha: ref.sha,
      type: ref.type,
      url: `${url}/${ref.type}s/${ref.sha}`,
    },
  };
}
