import { z } from 'zod';

/**
 * What is kept of a pull request. All else follows from the repository.
 *
 * @internal
 */
export const pullRequestSchema = z.object({
  number: z.number().int().positive(),
  title: z.string(),
  body: z.string().optional(),
  author: z.string(),
  state: z.enum(['open', 'closed']),
  draft: z.boolean(),
  /** Full name of the repository with the change, where that is a fork. */
  headRepository: z.string().optional(),
  /** Branch with the change. */
  head: z.string(),
  /** The branch's commit; the last one it had when the branch is gone. */
  headSha: z.string(),
  /** Branch that the change is for. */
  base: z.string(),
  /** The base's commit when the pull request was opened or last got commits. */
  baseSha: z.string(),
  /** Ids. */
  labels: z.array(z.number()),
  /** Logins of those who are asked for a review and have not given one yet. */
  requestedReviewers: z.array(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
  closedAt: z.string().optional(),
  merged: z
    .object({ at: z.string(), by: z.string(), sha: z.string() })
    .optional(),
});

/** @internal */
export type PullRequest = z.infer<typeof pullRequestSchema>;

/** @internal */
export type MergeMethod = 'merge' | 'squash' | 'rebase';
