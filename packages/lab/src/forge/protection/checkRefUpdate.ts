import type { Actor } from '../accounts/types';
import type { ForgeRepository, RefChange } from '../ForgeRepository';
import type { BranchProtection } from '../records/types';
import { missingChecks } from './missingChecks';
import { ProtectedBranchError } from './ProtectedBranchError';
import { reasons } from './reasons';

const prefix = 'refs/heads/';

/**
 * Refuses a push that its branch is protected against.
 *
 * @throws ProtectedBranchError
 * @internal
 */
export async function checkRefUpdate(
  repository: ForgeRepository,
  change: RefChange & { by: Actor },
): Promise<void> {
  const { name, before, after, by } = change;
  const protection = name.startsWith(prefix)
    ? repository.protectionOf(name.slice(prefix.length))
    : undefined;
  if (!protection) {
    return;
  }
  if (after === undefined) {
    if (!protection.allowDeletions) {
      throw new ProtectedBranchError(reasons.delete);
    }
    return;
  }
  const forced = before && !(await repository.git.isAncestor(before, after));
  if (forced && !protection.allowForcePushes) {
    throw new ProtectedBranchError(reasons.force);
  }
  if (isExempt(protection, by)) {
    return;
  }
  if (protection.requiredReviews) {
    throw new ProtectedBranchError(reasons.push);
  }
  const missing = missingChecks(repository, { protection, sha: after });
  if (missing !== undefined) {
    throw new ProtectedBranchError(missing);
  }
}

/**
 * Whether what a branch requires does not bind someone.
 *
 * @internal
 */
export function isExempt(
  protection: BranchProtection,
  by: Pick<Actor, 'role' | 'grant'>,
): boolean {
  return by.role === 'admin' && !by.grant && !protection.enforceAdmins;
}
