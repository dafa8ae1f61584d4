import type { Actor } from '../accounts/types';
import type { ForgeRepository } from '../ForgeRepository';
import { isExempt } from '../protection/checkRefUpdate';
import { missingChecks } from '../protection/missingChecks';
import { reasons } from '../protection/reasons';

/**
 * What a push must not do, for the hook that Git runs: a line for each rule with reference, kind, reason and for
 * `unchecked` the commits that may be pushed all the same, between tabs.
 *
 * @internal
 */
export function pushRules(repository: ForgeRepository, by: Actor): string {
  const lines: string[][] = [];
  for (const [branch, protection] of repository.protections()) {
    const ref = `refs/heads/${branch}`;
    if (!protection.allowDeletions) {
      lines.push([ref, 'delete', reasons.delete]);
    }
    if (!protection.allowForcePushes) {
      lines.push([ref, 'force', reasons.force]);
    }
    if (isExempt(protection, by)) {
      continue;
    }
    if (protection.requiredReviews) {
      lines.push([ref, 'push', reasons.push]);
    } else {
      const missing = missingChecks(repository, { protection, sha: '' });
      if (missing !== undefined) {
        const checked = [
          ...repository.statuses.list(),
          ...repository.checkRuns.list(),
        ].map(({ sha }) => sha);
        const passed = [...new Set(checked)].filter(
          sha => missingChecks(repository, { protection, sha }) === undefined,
        );
        lines.push([ref, 'unchecked', missing, passed.join(' ')]);
      }
    }
  }
  return lines.map(line => line.join('\t')).join('\n');
}
