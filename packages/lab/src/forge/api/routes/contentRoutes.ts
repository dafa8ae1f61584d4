import { z } from 'zod';
import type { ForgeRepository } from '../../ForgeRepository';
import { signatureOf } from '../../accounts/signatureOf';
import type { Actor } from '../../accounts/types';
import type { TreeEntry } from '../../git/types';
import { ProtectedBranchError } from '../../protection/ProtectedBranchError';
import { ApiError } from '../ApiError';
import type { Access, ApiHandler, ApiRoutes } from '../ApiRoutes';
import { encodePath, type Links } from '../Links';
import type { View } from '../View';
import { serialiseGitCommit } from '../serialise/commit';

const documentation = '/repos/contents';
const access: Access = { permission: 'contents' };
const putSchema = z.object({
  message: z.string(),
  content: z.string(),
  branch: z.string().optional(),
  sha: z.string().optional(),
});
const deleteSchema = z.object({
  message: z.string(),
  branch: z.string().optional(),
  sha: z.string(),
});

/**
 * Files and folders of a repository, and its archive.
 *
 * @internal
 */
export function addContentRoutes(routes: ApiRoutes): void {
  const { view } = routes.context;
  const { links } = view;

  const getContent: ApiHandler = async call => {
    const { repository } = call;
    const { git } = repository;
    const revision = call.query('ref') ?? repository.defaultBranch;
    const path = (call.params.path ?? '').replace(/\/$/, '');
    const commit = await git.resolve(revision);
    if (!commit) {
      throw new ApiError(404, `No commit found for the ref ${revision}`, {
        documentation: `${documentation}#get-repository-content`,
      });
    }
    const place = { repository, revision, links };
    const sha = await git.resolveObject(`${commit}:${path}`);
    const type = sha && (await git.objectType(sha));
    if (sha && type === 'tree') {
      const entries = await git.readTree(sha);
      call.json(
        entries.map(entry => serialiseEntry({ ...place, entry, folder: path })),
      );
      return;
    }
    if (!sha || type !== 'blob') {
      throw ApiError.notFound(`${documentation}#get-repository-content`);
    }
    const content = await git.readBlob(sha);
    if (call.wants('raw')) {
      call.send({ body: content, contentType: 'application/vnd.github.raw' });
      return;
    }
    call.json(serialiseContent({ ...place, path, sha, content }));
  };
  // The top folder is asked for with and without a slash at the end.
  routes.repository('GET /contents', access, getContent);
  routes.repository('GET /contents/{path+}', access, getContent);

  routes.repository('PUT /contents/{path+}', access, async call => {
    const { repository, user } = call;
    const { path } = call.params;
    const body = call.body(putSchema);
    const branch = body.branch ?? repository.defaultBranch;
    const before = await blobOf({ repository, branch, path });
    if (before && body.sha === undefined) {
      throw new ApiError(422, `Invalid request.\n\n"sha" wasn't supplied.`, {
        documentation: `${documentation}#create-or-update-file-contents`,
      });
    }
    if (body.sha !== undefined && body.sha !== before) {
      throw mismatch(path, body.sha);
    }
    const content = Buffer.from(body.content, 'base64');
    const commit = await commitFile({
      repository,
      branch,
      file: [path, content],
      message: body.message,
      by: user,
      what: before ? 'update' : 'create',
    });
    const sha = (await blobOf({ repository, branch, path })) ?? '';
    const place = { repository, revision: branch, links };
    const {
      content: _,
      encoding: __,
      ...file
    } = serialiseContent({
      ...place,
      path,
      sha,
      content,
    });
    call.json(
      { content: file, commit: await readCommit(repository, commit, view) },
      before ? 200 : 201,
    );
  });

  routes.repository('DELETE /contents/{path+}', access, async call => {
    const { repository, user } = call;
    const { path } = call.params;
    const body = call.body(deleteSchema);
    const branch = body.branch ?? repository.defaultBranch;
    const before = await blobOf({ repository, branch, path });
    if (!before) {
      throw ApiError.notFound(`${documentation}#delete-a-file`);
    }
    if (body.sha !== before) {
      throw mismatch(path, body.sha);
    }
    const commit = await commitFile({
      repository,
      branch,
      file: [path, undefined],
      message: body.message,
      by: user,
      what: 'delete',
    });
    call.json({
      content: null,
      commit: await readCommit(repository, commit, view),
    });
  });

  const getArchive: ApiHandler = async call => {
    const { repository } = call;
    const ref = call.params.ref || repository.defaultBranch;
    if (!(await repository.git.resolve(ref))) {
      throw ApiError.notFound(
        `${documentation}#download-a-repository-archive-tar`,
      );
    }
    call.redirect(
      `${links.web}/_codeload/${repository.fullName}/legacy.tar.gz/${encodePath(
        ref,
      )}`,
    );
  };
  routes.repository('GET /tarball', access, getArchive);
  routes.repository('GET /tarball/{ref+}', access, getArchive);
}

/** GitHub tells of a protected branch in words of its own here. */
async function commitFile(options: {
  repository: ForgeRepository;
  branch: string;
  file: [string, Buffer | undefined];
  message: string;
  by: Actor;
  what: 'create' | 'update' | 'delete';
}): Promise<string> {
  const { repository, branch, file, message, by, what } = options;
  const author = signatureOf(by.login);
  const files = new Map([file]);
  try {
    return await repository.commitFiles({ branch, files, message, author, by });
  } catch (error) {
    if (error instanceof ProtectedBranchError) {
      throw new ApiError(409, `Could not ${what} file: ${error.message}`, {
        documentation,
      });
    }
    throw error;
  }
}

function mismatch(path: string, sha: string): ApiError {
  return new ApiError(409, `${path} does not match ${sha}`, { documentation });
}

async function blobOf(options: {
  repository: ForgeRepository;
  branch: string;
  path: string;
}): Promise<string | undefined> {
  const { repository, branch, path } = options;
  if (!(await repository.git.resolve(`refs/heads/${branch}`))) {
    throw new ApiError(404, `Branch ${branch} not found`, { documentation });
  }
  return await repository.git.resolveObject(`refs/heads/${branch}:${path}`);
}

async function readCommit(
  repository: ForgeRepository,
  sha: string,
  view: View,
) {
  const commit = await repository.git.readCommit(sha);
  return serialiseGitCommit({ commit, repository, view });
}

interface Place {
  repository: ForgeRepository;
  revision: string;
  links: Links;
}

function serialiseEntry(options: Place & { entry: TreeEntry; folder: string }) {
  const { repository, revision, links, entry, folder } = options;
  const path = folder ? `${folder}/${entry.path}` : entry.path;
  const file = { repository, revision, path };
  const api = links.apiOf(repository);
  const url = `${api}/contents/${encodePath(path)}?ref=${encodeURIComponent(
    revision,
  )}`;
  const directory = entry.type === 'tree';
  const gitUrl = `${api}/git/${entry.type}s/${entry.sha}`;
  const web = links.file({ ...file, kind: directory ? 'tree' : 'blob' });
  return {
    type: directory ? 'dir' : 'file',
    size: entry.size ?? 0,
    name: path.split('/').at(-1) ?? path,
    path,
    sha: entry.sha,
    url,
    git_url: gitUrl,
    html_url: web,
    download_url: directory ? null : links.file({ ...file, kind: 'raw' }),
    _links: { git: gitUrl, self: url, html: web },
  };
}

function serialiseContent(
  options: Place & { path: string; sha: string; content: Buffer },
) {
  const { path, sha, content, ...place } = options;
  const entry: TreeEntry = {
    mode: '100644',
    type: 'blob',
    sha,
    size: content.length,
    path,
  };
  return {
    ...serialiseEntry({ ...place, entry, folder: '' }),
    encoding: 'base64',
    content: content.toString('base64').replace(/.{1,60}/g, '$&\n'),
  };
}
