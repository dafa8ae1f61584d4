import type { z } from 'zod';
import { ApiError } from './ApiError';

/**
 * Reads a request's body.
 *
 * @throws ApiError 422 that names each field that is wrong, in GitHub's words
 * @internal
 */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) {
    return parsed.data;
  }
  const problems = parsed.error.issues.map(issue => {
    const path = issue.path.map(part => `/${String(part)}`).join('');
    return `For 'properties${path}', ${issue.message}.`;
  });
  throw new ApiError(422, ['Invalid request.', ...problems].join('\n\n'));
}
