import { z } from 'zod';
import type { BranchProtection } from '../../records/types';
import type { ApiCall } from '../ApiCall';
import { ApiError } from '../ApiError';
import type { Access, ApiRoutes } from '../ApiRoutes';
import { serialiseProtection } from '../serialise/protection';

const documentation = '/branches/branch-protection';
const access: Access = { permission: 'administration', role: 'admin' };
const bodySchema = z.object({
  required_status_checks: z
    .object({
      strict: z.boolean(),
      contexts: z.array(z.string()).default([]),
      checks: z.array(z.object({ context: z.string() })).default([]),
    })
    .nullable(),
  enforce_admins: z.boolean().nullable(),
  required_pull_request_reviews: z
    .object({
      dismiss_stale_reviews: z.boolean().default(false),
      require_code_owner_reviews: z.boolean().default(false),
      required_approving_review_count: z
        .number()
        .int()
        .min(0)
        .max(6)
        .default(1),
    })
    .nullable(),
  // Who may push is not restricted further than by their role.
  restrictions: z.null(),
  allow_force_pushes: z.boolean().nullish(),
  allow_deletions: z.boolean().nullish(),
});

/**
 * The protection of branches.
 *
 * @internal
 */
export function addProtectionRoutes(routes: ApiRoutes): void {
  const { view } = routes.context;
  const path = '/branches/{branch+}/protection';

  const answer = (call: ApiCall) => {
    const { repository } = call;
    const { branch } = call.params;
    const protection = repository.protectionOf(branch);
    if (!protection) {
      throw new ApiError(404, 'Branch not protected', {
        documentation: `${documentation}#get-branch-protection`,
      });
    }
    call.json(serialiseProtection({ branch, protection, repository, view }));
  };

  routes.repository(`GET ${path}`, access, answer);

  routes.repository(`PUT ${path}`, access, async call => {
    const { repository } = call;
    const { branch } = call.params;
    if (!(await repository.git.resolve(`refs/heads/${branch}`))) {
      throw new ApiError(404, 'Branch not found', {
        documentation: `${documentation}#update-branch-protection`,
      });
    }
    await repository.protect(branch, toProtection(call.body(bodySchema)));
    answer(call);
  });

  routes.repository(`DELETE ${path}`, access, async call => {
    const { repository } = call;
    const { branch } = call.params;
    if (!repository.protectionOf(branch)) {
      throw new ApiError(404, 'Branch not protected', {
        documentation: `${documentation}#delete-branch-protection`,
      });
    }
    await repository.protect(branch, undefined);
    call.done();
  });
}

function toProtection(body: z.infer<typeof bodySchema>): BranchProtection {
  const {
    required_status_checks: checks,
    required_pull_request_reviews: reviews,
  } = body;
  return {
    requiredChecks: checks
      ? {
          strict: checks.strict,
          contexts: [
            ...new Set([
              ...checks.contexts,
              ...checks.checks.map(({ context }) => context),
            ]),
          ],
        }
      : undefined,
    requiredReviews: reviews
      ? {
          count: reviews.required_approving_review_count,
          dismissStale: reviews.dismiss_stale_reviews,
          codeOwners: reviews.require_code_owner_reviews,
        }
      : undefined,
    enforceAdmins: body.enforce_admins ?? false,
    allowForcePushes: body.allow_force_pushes ?? false,
    allowDeletions: body.allow_deletions ?? false,
  };
}
