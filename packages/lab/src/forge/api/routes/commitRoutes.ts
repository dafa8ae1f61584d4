import type { FileDifference, GitCommit } from '../../git/types';
import { ApiError } from '../ApiError';
import type { ApiRoutes } from '../ApiRoutes';
import { serialiseCommit, serialiseFile } from '../serialise/commit';

/**
 * Commits and comparisons.
 *
 * @internal
 */
export function addCommitRoutes(routes: ApiRoutes): void {
  const { context } = routes;
  const { links, users } = context;

  routes.add(
    'get',
    '/repos/{owner}/{repo}/commits',
    async (request, response) => {
      const repository = context.repository(request);
      const { sha, path } = request.query;
      const to = await repository.git.resolve(
        typeof sha === 'string' ? sha : repository.defaultBranch,
      );
      if (!to) {
        throw ApiError.notFound('/commits/commits#list-commits');
      }
      const commits = await repository.git.log({
        to,
        path: typeof path === 'string' ? path : undefined,
      });
      const body = context
        .page(request, response, commits)
        .map(commit => serialiseCommit({ commit, repository, links, users }));
      context.json(request, response, { body });
    },
  );

  routes.add(
    'get',
    '/repos/{owner}/{repo}/commits/{ref+}',
    async (request, response) => {
      const repository = context.repository(request);
      const { ref } = request.params;
      const sha = await repository.git.resolve(ref);
      if (!sha) {
        throw new ApiError(422, `No commit found for SHA: ${ref}`, {
          documentation: '/commits/commits#get-a-commit',
        });
      }
      const media = request.get('accept') ?? '';
      if (/application\/vnd\.github\.(v3\.)?sha/.test(media)) {
        context.send(request, response, {
          body: sha,
          contentType: 'application/vnd.github.sha; charset=utf-8',
          etag: `"${sha}"`,
        });
        return;
      }
      const commit = await repository.git.readCommit(sha);
      const files = await repository.git.changes(commit);
      const additions = sum(files, 'additions');
      const deletions = sum(files, 'deletions');
      context.json(request, response, {
        body: {
          ...serialiseCommit({ commit, repository, links, users }),
          stats: { total: additions + deletions, additions, deletions },
          files: files.map(difference =>
            serialiseFile({ difference, repository, links, revision: sha }),
          ),
        },
      });
    },
  );

  routes.add(
    'get',
    '/repos/{owner}/{repo}/compare/{basehead+}',
    async (request, response) => {
      const repository = context.repository(request);
      const { git } = repository;
      const [baseName, headName = ''] = request.params.basehead.split('...');
      const base = await git.resolve(baseName);
      const head = await git.resolve(headName);
      const mergeBase = base && head && (await git.mergeBase(base, head));
      if (!mergeBase) {
        throw ApiError.notFound('/commits/commits#compare-two-commits');
      }
      const [ahead, behind, files] = await Promise.all([
        git.log({ from: base, to: head }),
        git.log({ from: head, to: base }),
        git.differences(mergeBase, head),
      ]);
      const oldestFirst = ahead.reverse();
      const compare = `compare/${baseName}...${headName}`;
      const web = `${links.webOf(repository)}/${compare}`;
      const serialise = (commit: GitCommit) =>
        serialiseCommit({ commit, repository, links, users });
      context.json(request, response, {
        body: {
          url: `${links.apiOf(repository)}/${compare}`,
          html_url: web,
          permalink_url: web,
          diff_url: `${web}.diff`,
          patch_url: `${web}.patch`,
          base_commit: serialise(await git.readCommit(base)),
          merge_base_commit: serialise(await git.readCommit(mergeBase)),
          status: comparison(ahead.length, behind.length),
          ahead_by: ahead.length,
          behind_by: behind.length,
          total_commits: ahead.length,
          commits: context.page(request, response, oldestFirst).map(serialise),
          files: files.map(difference =>
            serialiseFile({ difference, repository, links, revision: head }),
          ),
        },
      });
    },
  );
}

function comparison(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) {
    return 'diverged';
  }
  if (ahead > 0) {
    return 'ahead';
  }
  return behind > 0 ? 'behind' : 'identical';
}

function sum(files: FileDifference[], key: 'additions' | 'deletions'): number {
  return files.reduce((total, file) => total + file[key], 0);
}
