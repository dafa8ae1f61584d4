import { checkState } from '../checks/checkState';
import type { ForgeRepository } from '../ForgeRepository';
import type { BranchProtection } from '../records/types';

/**
 * What required status checks a commit lacks, in GitHub's words; `undefined` when it has passed them all.
 *
 * @internal
 */
export function missingChecks(
  repository: ForgeRepository,
  options: { protection: BranchProtection; sha: string },
): string | undefined {
  const { protection, sha } = options;
  const contexts = protection.requiredChecks?.contexts ?? [];
  const failing = contexts.flatMap(context => {
    const state = checkState(repository, { sha, context });
    return state === 'success' ? [] : [{ context, state }];
  });
  if (failing.length === 0) {
    return undefined;
  }
  if (failing.length === 1) {
    const [{ context, state }] = failing;
    return `Required status check "${context}" is ${word(state)}.`;
  }
  const total = `${failing.length} of ${contexts.length}`;
  return failing.every(({ state }) => state === undefined)
    ? `${total} required status checks are expected.`
    : `${total} required status checks have not succeeded: ${failing
        .map(({ context, state }) => `"${context}" is ${word(state)}`)
        .join(', ')}.`;
}

function word(state: 'failure' | 'pending' | undefined): string {
  return state === 'failure' ? 'failing' : state ?? 'expected';
}
