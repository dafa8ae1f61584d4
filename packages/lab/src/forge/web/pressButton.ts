import { z } from 'zod';
import type { Actor } from '../accounts/types';
import type { ForgeRepository } from '../ForgeRepository';
import { addComment } from '../pulls/comments';
import { mergePullRequest } from '../pulls/mergePullRequest';
import { createReview } from '../pulls/reviews';
import { ReviewRefusedError } from '../pulls/ReviewRefusedError';
import type { PullRequest } from '../pulls/types';

const formSchema = z.object({
  event: z.enum(['APPROVE', 'REQUEST_CHANGES', 'COMMENT']),
  body: z.string().default(''),
});

/**
 * Does what a button of a pull request's page says.
 *
 * @returns why nothing was done; `undefined` when it was
 * @internal
 */
export async function pressButton(options: {
  repository: ForgeRepository;
  pull: PullRequest;
  by: Actor;
  action: string;
  form: unknown;
}): Promise<string | undefined> {
  const { repository, pull, by, action } = options;
  if (action === 'merge') {
    const result = await mergePullRequest({ repository, pull, by });
    return result.outcome === 'merged'
      ? undefined
      : `Nothing was done: ${result.reason}`;
  }
  if (action === 'close') {
    if (pull.state === 'closed') {
      return 'Nothing was done: the pull request is closed already.';
    }
    await repository.pulls.setState(pull, { state: 'closed', by });
    return undefined;
  }
  const form = formSchema.safeParse(options.form);
  if (action !== 'review' || !form.success) {
    return 'Nothing was done: this page does not know that button.';
  }
  return await review({
    ...options,
    ...form.data,
    body: form.data.body.trim(),
  });
}

async function review(options: {
  repository: ForgeRepository;
  pull: PullRequest;
  by: Actor;
  event: z.infer<typeof formSchema>['event'];
  body: string;
}): Promise<string | undefined> {
  const { event, body } = options;
  if (body === '' && event !== 'APPROVE') {
    return 'Nothing was done: write in the box what you want to say.';
  }
  if (event === 'COMMENT') {
    await addComment(options);
    return undefined;
  }
  try {
    await createReview(options);
    return undefined;
  } catch (error) {
    if (error instanceof ReviewRefusedError) {
      return `Nothing was done: ${error.message}.`;
    }
    throw error;
  }
}
