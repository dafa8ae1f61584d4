import type { ForgeRepository } from '../../ForgeRepository';
import type { BranchProtection } from '../../records/types';
import { encodePath } from '../Links';
import type { View } from '../View';

/**
 * What a branch says of its protection to everyone.
 *
 * @internal
 */
export function serialiseProtectionSummary(
  protection: BranchProtection | undefined,
) {
  const required = protection?.requiredChecks;
  const contexts = required?.contexts ?? [];
  return {
    enabled: protection !== undefined,
    required_status_checks: {
      enforcement_level: enforcementLevel(protection),
      contexts,
      checks: contexts.map(toCheck),
    },
  };
}

/**
 * The protection of a branch as its administrators see it.
 *
 * @internal
 */
export function serialiseProtection(options: {
  branch: string;
  protection: BranchProtection;
  repository: ForgeRepository;
  view: View;
}) {
  const { branch, protection, repository, view } = options;
  const { requiredReviews, requiredChecks } = protection;
  const url = `${view.links.apiOf(repository)}/branches/${encodePath(
    branch,
  )}/protection`;
  return {
    url,
    ...(requiredChecks && {
      required_status_checks: {
        url: `${url}/required_status_checks`,
        strict: requiredChecks.strict,
        contexts: requiredChecks.contexts,
        contexts_url: `${url}/required_status_checks/contexts`,
        checks: requiredChecks.contexts.map(toCheck),
      },
    }),
    ...(requiredReviews && {
      required_pull_request_reviews: {
        url: `${url}/required_pull_request_reviews`,
        dismiss_stale_reviews: requiredReviews.dismissStale,
        require_code_owner_reviews: requiredReviews.codeOwners,
        required_approving_review_count: requiredReviews.count,
        require_last_push_approval: false,
      },
    }),
    required_signatures: {
      url: `${url}/required_signatures`,
      enabled: false,
    },
    enforce_admins: {
      url: `${url}/enforce_admins`,
      enabled: protection.enforceAdmins,
    },
    required_linear_history: { enabled: false },
    allow_force_pushes: { enabled: protection.allowForcePushes },
    allow_deletions: { enabled: protection.allowDeletions },
    block_creations: { enabled: false },
    required_conversation_resolution: { enabled: false },
    lock_branch: { enabled: false },
    allow_fork_syncing: { enabled: false },
  };
}

function toCheck(context: string) {
  return { context, app_id: null };
}

function enforcementLevel(protection: BranchProtection | undefined): string {
  if (!protection?.requiredChecks) {
    return 'off';
  }
  return protection.enforceAdmins ? 'everyone' : 'non_admins';
}
