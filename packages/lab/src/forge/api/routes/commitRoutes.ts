import type { ForgeRepository } from '../../ForgeRepository';
import type { FileDifference, GitCommit } from '../../git/types';
import { ApiError } from '../ApiError';
import type { Access, ApiRoutes } from '../ApiRoutes';
import { serialiseCommit, serialiseFile } from '../serialise/commit';

const access: Access = { permission: 'contents' };

/**
 * Commits and comparisons.
 *
 * @internal
 */
export function addCommitRoutes(routes: ApiRoutes): void {
  const { view } = routes.context;
  const { links } = view;

  routes.repository('GET /commits', access, async call => {
    const { repository } = call;
    const to = await repository.git.resolve(
      call.query('sha') ?? repository.defaultBranch,
    );
    if (!to) {
      throw ApiError.notFound('/commits/commits#list-commits');
    }
    const commits = await repository.git.log({ to, path: call.query('path') });
    call.list(commits, commit => serialiseCommit({ commit, repository, view }));
  });

  routes.repository('GET /commits/{ref+}', access, async call => {
    const { repository } = call;
    const sha = await call.commit();
    if (call.wants('sha')) {
      call.send({
        body: sha,
        contentType: 'application/vnd.github.sha',
        etag: `"${sha}"`,
      });
      return;
    }
    const commit = await repository.git.readCommit(sha);
    const files = await repository.git.changes(commit);
    const additions = sum(files, 'additions');
    const deletions = sum(files, 'deletions');
    call.json({
      ...serialiseCommit({ commit, repository, view }),
      stats: { total: additions + deletions, additions, deletions },
      files: files.map(difference =>
        serialiseFile({ difference, repository, view, revision: sha }),
      ),
    });
  });

  routes.repository('GET /compare/{basehead+}', access, async call => {
    const { repository } = call;
    const { git } = repository;
    const [baseName, headName = ''] = call.params.basehead.split('...');
    const base = await resolveAcrossForks(repository, {
      name: baseName,
      forks: view.forksOf(repository),
    });
    const head = await resolveAcrossForks(repository, {
      name: headName,
      forks: view.forksOf(repository),
    });
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
      serialiseCommit({ commit, repository, view });
    call.json({
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
      commits: call.page(oldestFirst).map(serialise),
      files: files.map(difference =>
        serialiseFile({ difference, repository, view, revision: head }),
      ),
    });
  });
}

/** A commit of this repository or, written `owner:branch`, of a fork. */
async function resolveAcrossForks(
  repository: ForgeRepository,
  options: { name: string; forks: ForgeRepository[] },
): Promise<string | undefined> {
  const { name, forks } = options;
  const [owner, branch] = name.includes(':')
    ? name.split(':')
    : [repository.owner, name];
  if (owner === repository.owner) {
    return await repository.git.resolve(branch);
  }
  const fork = forks.find(each => each.owner === owner);
  const sha = await fork?.git.resolve(`refs/heads/${branch}`);
  if (fork && sha) {
    await repository.git.fetch(fork.git, sha);
  }
  return sha;
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
