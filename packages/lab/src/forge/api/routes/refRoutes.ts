import { z } from 'zod';
import type { ForgeRepository } from '../../ForgeRepository';
import type { GitRef } from '../../git/types';
import { ApiError } from '../ApiError';
import type { Access, ApiRoutes } from '../ApiRoutes';
import { encodePath, type Links } from '../Links';
import { nodeId } from '../serialise/nodeId';

const documentation = '/git/refs';
const access: Access = { permission: 'contents' };
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
  const { links } = routes.context.view;

  routes.repository('GET /git/ref/{ref+}', access, async call => {
    const { repository } = call;
    const ref = await find(repository, `refs/${call.params.ref}`);
    if (!ref) {
      throw ApiError.notFound(`${documentation}#get-a-reference`);
    }
    call.json(serialiseRef({ ref, repository, links }));
  });

  routes.repository('GET /git/matching-refs/{ref+}', access, async call => {
    const { repository } = call;
    const refs = await repository.git.refs(`refs/${call.params.ref}`);
    call.list(refs, ref => serialiseRef({ ref, repository, links }));
  });

  routes.repository('POST /git/refs', access, async call => {
    const { repository, user } = call;
    const { ref: name, sha } = call.body(createSchema);
    const wellFormed =
      /^refs\/[^/]+\/./.test(name) && (await repository.git.isRefName(name));
    if (!wellFormed) {
      throw refuse('create', `${name} is not a valid ref name.`);
    }
    await requireObject(repository, sha);
    if (await find(repository, name)) {
      throw refuse('create', 'Reference already exists');
    }
    await repository.push({ name, before: undefined, after: sha, by: user });
    const ref = { name, type: 'commit', sha };
    call.json(serialiseRef({ ref, repository, links }), 201);
  });

  routes.repository('PATCH /git/refs/{ref+}', access, async call => {
    const { repository, user } = call;
    const { sha, force = false } = call.body(updateSchema);
    const ref = await find(repository, `refs/${call.params.ref}`);
    if (!ref) {
      throw refuse('update', 'Reference does not exist');
    }
    await requireObject(repository, sha);
    if (!force && !(await repository.git.isAncestor(ref.sha, sha))) {
      throw refuse('update', 'Update is not a fast forward');
    }
    const { name, sha: before } = ref;
    await repository.push({ name, before, after: sha, by: user });
    call.json(serialiseRef({ ref: { ...ref, sha }, repository, links }));
  });

  routes.repository('DELETE /git/refs/{ref+}', access, async call => {
    const { repository, user } = call;
    const ref = await find(repository, `refs/${call.params.ref}`);
    if (!ref) {
      throw refuse('delete', 'Reference does not exist');
    }
    const { name, sha: before } = ref;
    await repository.push({ name, before, after: undefined, by: user });
    call.done();
  });
}

function refuse(
  what: 'create' | 'update' | 'delete',
  message: string,
): ApiError {
  return new ApiError(422, message, {
    documentation: `${documentation}#${what}-a-reference`,
  });
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
