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
  /** Branch with the change. */
  head: z.string(),
  /** The branch's commit; the last one it had when the branch is gone. */
  headSha: z.string(),
  /** Branch that the change is for. */
  base: z.string(),
  /** The base's commit when the pull request was opened or last got commits. */
  baseSha: z.string(),
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
export const pullRequestFileSchema = z.object({
  createdAt: z.string(),
  pulls: z.array(pullRequestSchema),
});

/** @internal */
export type PullRequestFile = z.infer<typeof pullRequestFileSchema>;

/** @internal */
export type MergeMethod = 'merge' | 'squash' | 'rebase';
