import type { ForgeRepository } from '../ForgeRepository';
import type { PullRequest } from '../pulls/types';
import { ApiError, type ValidationIssue } from './ApiError';

/**
 * Refuses what GitHub refuses: branches that are not there or do not differ, and a second pull request for a branch.
 *
 * @param options - `head` is a branch, or `owner:branch` of a fork
 * @throws ApiError 422
 * @internal
 */
export async function checkNewPull(options: {
  repository: ForgeRepository;
  forks: ForgeRepository[];
  head: string;
  base: string;
}): Promise<
  Pick<PullRequest, 'headRepository' | 'head' | 'headSha' | 'base' | 'baseSha'>
> {
  const { repository, base } = options;
  const { git } = repository;
  const [owner, head] = options.head.includes(':')
    ? options.head.split(':')
    : [repository.owner, options.head];
  const source = [repository, ...options.forks].find(
    each => each.owner === owner,
  );
  const headSha = await source?.git.resolve(`refs/heads/${head}`);
  if (!source || !headSha) {
    throw invalidPull({ field: 'head', code: 'invalid' });
  }
  const baseSha = await git.resolve(`refs/heads/${base}`);
  if (!baseSha) {
    throw invalidPull({ field: 'base', code: 'invalid' });
  }
  const headRepository = source === repository ? undefined : source.fullName;
  const pulls = await repository.pulls.list();
  const open = pulls.some(
    pull =>
      pull.state === 'open' &&
      pull.head === head &&
      pull.base === base &&
      pull.headRepository === headRepository,
  );
  if (open) {
    throw invalidPull({
      code: 'custom',
      message: `A pull request already exists for ${owner}:${head}.`,
    });
  }
  if (source !== repository) {
    await git.fetch(source.git, headSha);
  }
  if (await git.isAncestor(headSha, baseSha)) {
    throw invalidPull({
      code: 'custom',
      message: `No commits between ${base} and ${options.head}`,
    });
  }
  return { headRepository, head, headSha, base, baseSha };
}

/** @internal */
export function invalidPull(
  issue: Omit<ValidationIssue, 'resource'>,
): ApiError {
  return ApiError.validation(
    [{ resource: 'PullRequest', ...issue }],
    '/pulls/pulls#create-a-pull-request',
  );
}
