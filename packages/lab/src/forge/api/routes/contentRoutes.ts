import type { Request } from 'express';
import { z } from 'zod';
import type { ForgeRepository } from '../../ForgeRepository';
import { signatureOf } from '../../ForgeUser';
import type { TreeEntry } from '../../git/types';
import { ApiError } from '../ApiError';
import type { ApiHandler, ApiRoutes } from '../ApiRoutes';
import { encodePath, type Links } from '../Links';
import { parseBody } from '../parseBody';
import { serialiseGitCommit } from '../serialise/commit';

const documentation = '/repos/contents';
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
  const { context } = routes;
  const { links } = context;

  const getContent: ApiHandler = async (request, response) => {
    const repository = context.repository(request);
    const { git } = repository;
    const revision = revisionOf(request, repository);
    const path = (request.params.path ?? '').replace(/\/$/, '');
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
      const body = entries.map(entry =>
        serialiseEntry({ ...place, entry, folder: path }),
      );
      context.json(request, response, { body });
      return;
    }
    if (!sha || type !== 'blob') {
      throw ApiError.notFound(`${documentation}#get-repository-content`);
    }
    const content = await git.readBlob(sha);
    if (
      /application\/vnd\.github\.(v3\.)?raw/.test(request.get('accept') ?? '')
    ) {
      context.send(request, response, {
        body: content,
        contentType: 'application/vnd.github.raw; charset=utf-8',
      });
      return;
    }
    context.json(request, response, {
      body: serialiseContent({ ...place, path, sha, content }),
    });
  };
  // The top folder is asked for with and without a slash at the end.
  routes.add('get', '/repos/{owner}/{repo}/contents', getContent);
  routes.add('get', '/repos/{owner}/{repo}/contents/{path+}', getContent);

  routes.add(
    'put',
    '/repos/{owner}/{repo}/contents/{path+}',
    async (request, response) => {
      const user = context.requireUser(request);
      const repository = context.repository(request);
      const { path } = request.params;
      const body = parseBody(putSchema, request.body);
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
      const commit = await repository.git.commitFiles({
        branch,
        files: new Map([[path, content]]),
        message: body.message,
        author: signatureOf(user.login),
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
      context.json(request, response, {
        status: before ? 200 : 201,
        body: {
          content: file,
          commit: await readCommit(repository, commit, links),
        },
      });
    },
  );

  routes.add(
    'delete',
    '/repos/{owner}/{repo}/contents/{path+}',
    async (request, response) => {
      const user = context.requireUser(request);
      const repository = context.repository(request);
      const { path } = request.params;
      // Octokit sends the parameters of a DELETE in its address.
      const body = parseBody(deleteSchema, {
        ...request.query,
        ...request.body,
      });
      const branch = body.branch ?? repository.defaultBranch;
      const before = await blobOf({ repository, branch, path });
      if (!before) {
        throw ApiError.notFound(`${documentation}#delete-a-file`);
      }
      if (body.sha !== before) {
        throw mismatch(path, body.sha);
      }
      const commit = await repository.git.commitFiles({
        branch,
        files: new Map([[path, undefined]]),
        message: body.message,
        author: signatureOf(user.login),
      });
      context.json(request, response, {
        body: {
          content: null,
          commit: await readCommit(repository, commit, links),
        },
      });
    },
  );

  const getArchive: ApiHandler = async (request, response) => {
    const repository = context.repository(request);
    const ref = request.params.ref || repository.defaultBranch;
    if (!(await repository.git.resolve(ref))) {
      throw ApiError.notFound(
        `${documentation}#download-a-repository-archive-tar`,
      );
    }
    response.setHeader(
      'Location',
      `${links.web}/_codeload/${repository.fullName}/legacy.tar.gz/${encodePath(
        ref,
      )}`,
    );
    context.send(request, response, {
      status: 302,
      body: '',
      contentType: 'text/html; charset=utf-8',
    });
  };
  routes.add('get', '/repos/{owner}/{repo}/tarball', getArchive);
  routes.add('get', '/repos/{owner}/{repo}/tarball/{ref+}', getArchive);
}

function revisionOf(request: Request, repository: ForgeRepository): string {
  const { ref } = request.query;
  return typeof ref === 'string' && ref ? ref : repository.defaultBranch;
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
  links: Links,
) {
  const commit = await repository.git.readCommit(sha);
  return serialiseGitCommit({ commit, repository, links });
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
