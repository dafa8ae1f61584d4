import { z } from 'zod';

/** @internal */
export const labelSchema = z.object({
  id: z.number(),
  name: z.string(),
  /** Six hexadecimal digits. */
  color: z.string(),
  description: z.string().optional(),
});

/** @internal */
export type Label = z.infer<typeof labelSchema>;

/** @internal */
export const commentSchema = z.object({
  id: z.number(),
  /** Number of the pull request. */
  pull: z.number(),
  author: z.string(),
  body: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** @internal */
export type Comment = z.infer<typeof commentSchema>;

/** @internal */
export const reviewSchema = z.object({
  id: z.number(),
  /** Number of the pull request. */
  pull: z.number(),
  author: z.string(),
  /** Only reviews of those who may write to the repository count as required ones. */
  authorMayWrite: z.boolean(),
  state: z.enum([
    'PENDING',
    'COMMENTED',
    'APPROVED',
    'CHANGES_REQUESTED',
    'DISMISSED',
  ]),
  body: z.string(),
  /** Head of the pull request that was looked at. */
  commit: z.string(),
  /** Missing while pending. */
  submittedAt: z.string().optional(),
});

/** @internal */
export type Review = z.infer<typeof reviewSchema>;

/** @internal */
export const commitStatusSchema = z.object({
  id: z.number(),
  sha: z.string(),
  state: z.enum(['error', 'failure', 'pending', 'success']),
  context: z.string(),
  description: z.string().optional(),
  targetUrl: z.string().optional(),
  creator: z.string(),
  createdAt: z.string(),
});

/** @internal */
export type CommitStatus = z.infer<typeof commitStatusSchema>;

/** @internal */
export const checkConclusions = [
  'success',
  'failure',
  'neutral',
  'cancelled',
  'skipped',
  'timed_out',
  'action_required',
] as const;

/** @internal */
export const checkRunSchema = z.object({
  id: z.number(),
  sha: z.string(),
  name: z.string(),
  /** Slug of the GitHub App that made it. */
  app: z.string(),
  status: z.enum(['queued', 'in_progress', 'completed']),
  conclusion: z.enum(checkConclusions).optional(),
  startedAt: z.string(),
  completedAt: z.string().optional(),
  detailsUrl: z.string().optional(),
  externalId: z.string().optional(),
  title: z.string().optional(),
  summary: z.string().optional(),
  text: z.string().optional(),
});

/** @internal */
export type CheckRun = z.infer<typeof checkRunSchema>;

/** @internal */
export const webhookSchema = z.object({
  id: z.number(),
  url: z.string(),
  contentType: z.enum(['json', 'form']),
  secret: z.string().optional(),
  insecureSsl: z.enum(['0', '1']),
  /** `*` stands for all. */
  events: z.array(z.string()),
  active: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** @internal */
export type Webhook = z.infer<typeof webhookSchema>;

/**
 * What a branch is protected by.
 *
 * @public
 */
export interface BranchProtection {
  /** Approvals that a pull request needs; without this, direct pushes are let in. */
  requiredReviews?: {
    count: number;
    /** A new commit takes approvals back. */
    dismissStale: boolean;
    /** Owners of the changed files by CODEOWNERS must approve. */
    codeOwners: boolean;
  };
  requiredChecks?: {
    /** The branch of the change must have all commits of the protected one. */
    strict: boolean;
    /** Names of commit statuses or check runs. */
    contexts: string[];
  };
  /** Whether all of this holds for administrators, too. */
  enforceAdmins: boolean;
  allowForcePushes: boolean;
  allowDeletions: boolean;
}

/** @internal */
export const branchProtectionSchema: z.ZodType<BranchProtection> = z.object({
  requiredReviews: z
    .object({
      count: z.number(),
      dismissStale: z.boolean(),
      codeOwners: z.boolean(),
    })
    .optional(),
  requiredChecks: z
    .object({ strict: z.boolean(), contexts: z.array(z.string()) })
    .optional(),
  enforceAdmins: z.boolean(),
  allowForcePushes: z.boolean(),
  allowDeletions: z.boolean(),
});
