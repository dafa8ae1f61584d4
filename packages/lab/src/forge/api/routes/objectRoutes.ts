import { z } from 'zod';
import { signatureOf } from '../../accounts/signatureOf';
import type { ForgeRepository } from '../../ForgeRepository';
import type { Signature, TreeChange, TreeEntry } from '../../git/types';
import { ApiError } from '../ApiError';
import type { Access, ApiRoutes } from '../ApiRoutes';
import type { Links } from '../Links';
import { serialiseGitCommit } from '../serialise/commit';
import { nodeId } from '../serialise/nodeId';

const access: Access = { permission: 'contents' };
const signatureSchema = z.object({
  name: z.string(),
  email: z.string(),
  date: z.iso.datetime({ offset: true }).optional(),
});
const commitSchema = z.object({
  message: z.string(),
  tree: z.string(),
  parents: z.array(z.string()).default([]),
  author: signatureSchema.optional(),
  committer: signatureSchema.optional(),
});
const treeSchema = z.object({
  base_tree: z.string().optional(),
  tree: z.array(
    z.object({
      path: z.string().min(1),
      mode: z
        .enum(['100644', '100755', '040000', '160000', '120000'])
        .default('100644'),
      type: z.enum(['blob', 'tree', 'commit']).optional(),
      sha: z.string().nullish(),
      content: z.string().optional(),
    }),
  ),
});
const blobSchema = z.object({
  content: z.string(),
  encoding: z.enum(['utf-8', 'base64']).default('utf-8'),
});

/**
 * Git's objects: commits, trees and blobs.
 *
 * @internal
 */
export function addObjectRoutes(routes: ApiRoutes): void {
  const { view } = routes.context;
  const { links } = view;

  routes.repository('GET /git/commits/{sha}', access, async call => {
    const { repository } = call;
    const { sha } = call.params;
    await requireObject({ repository, sha, type: 'commit' });
    const commit = await repository.git.readCommit(sha);
    call.json(serialiseGitCommit({ commit, repository, view }));
  });

  routes.repository('POST /git/commits', access, async call => {
    const { repository, user } = call;
    const body = call.body(commitSchema);
    if ((await repository.git.objectType(body.tree)) !== 'tree') {
      throw new ApiError(422, 'Tree SHA does not exist');
    }
    for (const parent of body.parents) {
      if ((await repository.git.objectType(parent)) !== 'commit') {
        throw new ApiError(
          422,
          'Parent SHA does not exist or is not a commit object',
        );
      }
    }
    const author = readSignature(body.author, signatureOf(user.login));
    const sha = await repository.git.createCommit({
      tree: body.tree,
      parents: body.parents,
      message: body.message,
      author,
      committer: readSignature(body.committer, author),
    });
    const commit = await repository.git.readCommit(sha);
    call.json(serialiseGitCommit({ commit, repository, view }), 201);
  });

  routes.repository('GET /git/trees/{sha+}', access, async call => {
    const { repository } = call;
    const sha = await repository.git.resolveObject(`${call.params.sha}^{tree}`);
    if (!sha) {
      throw ApiError.notFound('/git/trees#get-a-tree');
    }
    // Any value counts, even 0.
    const recursive = call.query('recursive') !== undefined;
    const entries = await repository.git.readTree(sha, { recursive });
    call.json(serialiseTree({ sha, entries, repository, links }));
  });

  routes.repository('POST /git/trees', access, async call => {
    const { repository } = call;
    const body = call.body(treeSchema);
    const base = await readBaseTree(repository, body.base_tree);
    const changes = await readTreeChanges({
      repository,
      base,
      entries: body.tree,
    });
    const sha = await repository.git.writeTree(base, changes);
    const entries = await repository.git.readTree(sha);
    call.json(serialiseTree({ sha, entries, repository, links }), 201);
  });

  routes.repository('GET /git/blobs/{sha}', access, async call => {
    const { repository } = call;
    const { sha } = call.params;
    await requireObject({ repository, sha, type: 'blob' });
    const content = await repository.git.readBlob(sha);
    call.json({
      sha,
      node_id: nodeId('Blob', sha),
      size: content.length,
      url: `${links.apiOf(repository)}/git/blobs/${sha}`,
      content: content.toString('base64'),
      encoding: 'base64',
    });
  });

  routes.repository('POST /git/blobs', access, async call => {
    const { repository } = call;
    const { content, encoding } = call.body(blobSchema);
    const [sha] = await repository.git.writeBlobs([
      Buffer.from(content, encoding),
    ]);
    const url = `${links.apiOf(repository)}/git/blobs/${sha}`;
    call.json({ sha, url }, 201);
  });
}

function readSignature(
  given: z.infer<typeof signatureSchema> | undefined,
  otherwise: Signature,
): Signature {
  return given
    ? { ...given, date: given.date ? new Date(given.date) : otherwise.date }
    : otherwise;
}

async function requireObject(options: {
  repository: ForgeRepository;
  sha: string;
  type: 'commit' | 'blob';
}): Promise<void> {
  const { repository, sha, type } = options;
  const found =
    /^[0-9a-f]{40}$/.test(sha) &&
    (await repository.git.objectType(sha)) === type;
  if (!found) {
    throw ApiError.notFound(`/git/${type}s#get-a-${type}`);
  }
}

async function readBaseTree(
  repository: ForgeRepository,
  revision: string | undefined,
): Promise<string | undefined> {
  if (revision === undefined) {
    return undefined;
  }
  const base = await repository.git.resolveObject(`${revision}^{tree}`);
  if (!base) {
    throw new ApiError(422, 'base_tree is not a valid tree oid', {
      documentation: '/git/trees#create-a-tree',
    });
  }
  return base;
}

type TreeItem = z.infer<typeof treeSchema>['tree'][number];

async function readTreeChanges(options: {
  repository: ForgeRepository;
  base: string | undefined;
  entries: TreeItem[];
}): Promise<Map<string, TreeChange>> {
  const { repository, base, entries } = options;
  const { git } = repository;
  const known = new Set(
    base
      ? (await git.readTree(base, { recursive: true })).map(({ path }) => path)
      : [],
  );
  const inline = entries.filter(entry => entry.content !== undefined);
  const blobs = await git.writeBlobs(
    inline.map(({ content = '' }) => Buffer.from(content)),
  );
  const written = new Map(inline.map((entry, i) => [entry.path, blobs[i]]));
  const changes = new Map<string, TreeChange>();
  for (const { path, mode, sha } of entries) {
    const blob = written.get(path);
    if (!isTreePath(path)) {
      throw new ApiError(422, 'tree.path contains a malformed path component');
    }
    if (blob) {
      changes.set(path, { mode, sha: blob });
    } else if (sha) {
      await requireTreeObject(repository, sha);
      changes.set(path, { mode, sha });
    } else if (known.has(path)) {
      changes.set(path, undefined);
    } else {
      throw new ApiError(422, 'GitRPC::BadObjectState');
    }
  }
  return changes;
}

async function requireTreeObject(
  { git }: ForgeRepository,
  sha: string,
): Promise<void> {
  if (!(await git.objectType(sha))) {
    throw new ApiError(422, `tree.sha ${sha} is not a valid object`);
  }
}

/** Git refuses such parts of a path in a tree. */
function isTreePath(path: string): boolean {
  return path
    .split('/')
    .every(part => !['', '.', '..', '.git'].includes(part.toLowerCase()));
}

function serialiseTree(options: {
  sha: string;
  entries: TreeEntry[];
  repository: ForgeRepository;
  links: Links;
}) {
  const { sha, entries, repository, links } = options;
  const url = `${links.apiOf(repository)}/git`;
  return {
    sha,
    url: `${url}/trees/${sha}`,
    tree: entries.map(entry => ({
      path: entry.path,
      mode: entry.mode,
      type: entry.type,
      sha: entry.sha,
      ...(entry.size !== undefined && { size: entry.size }),
      // A submodule's commit is not in this repository.
      ...(entry.type !== 'commit' && {
        url: `${url}/${entry.type}s/${entry.sha}`,
      }),
    })),
    truncated: false,
  };
}
