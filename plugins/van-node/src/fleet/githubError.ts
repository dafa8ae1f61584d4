import {
  ConflictError,
  ForwardedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { z } from 'zod';

const requestErrorSchema = z.object({
  status: z.number(),
  message: z.string(),
  response: z
    .object({
      headers: z.record(
        z.string(),
        z.union([z.string(), z.number()]).optional(),
      ),
    })
    .optional(),
});

type RequestFailure = z.infer<typeof requestErrorSchema>;

/**
 * Whether GitHub answered with this status.
 *
 * @internal
 */
export function hasStatus(error: unknown, status: number): boolean {
  const parsed = requestErrorSchema.safeParse(error);
  return parsed.success && parsed.data.status === status;
}

/**
 * Turns an error of Octokit into one that says which repository, what failed and what to do, and that never passes
 * GitHub's status on as our own: a 401 of GitHub must not look like an expired session of Backstage.
 *
 * @internal
 */
export function toFleetError(options: {
  error: unknown;
  /** Address of the repository. */
  repository: string;
  /** What was tried, e.g. `read the branch main`. */
  operation: string;
}): Error {
  const { error, repository, operation } = options;
  const failed = `Could not ${operation} in ${repository}`;
  const parsed = requestErrorSchema.safeParse(error);
  if (!parsed.success) {
    return new ForwardedError(failed, error);
  }
  const { host } = new URL(repository);
  const failure = parsed.data;
  // Only GitHub's words go on as the cause: Octokit's error also carries the request and the address it was sent to,
  // which may hold a short-lived token.
  const cause = new Error(`${failure.status} ${failure.message}`);

  if (!failure.response) {
    return new ServiceUnavailableError(
      `${failed}: ${host} does not answer. Check that the backend can reach it`,
      cause,
    );
  }
  const limited = rateLimit(failure);
  if (limited) {
    return new ServiceUnavailableError(`${failed}: ${limited}`, cause);
  }
  switch (failure.status) {
    case 401:
      return new ForwardedError(
        `${failed}: ${host} refuses the credentials. Check the token or GitHub App of ${host} under integrations.github`,
        cause,
      );
    case 403:
      return new ForwardedError(
        `${failed}: the credentials of ${host} may not do this. They need read and write access to the repository's contents and pull requests`,
        cause,
      );
    case 404:
      return new ForwardedError(
        `${failed}: it is not there, or the credentials of ${host} under integrations.github cannot see it. Check van.fleet and the access of the token or GitHub App`,
        cause,
      );
    case 409:
      return new ConflictError(
        `${failed}: the repository is empty or was changed meanwhile. Reload and try again`,
        cause,
      );
    case 422:
      return new ForwardedError(
        `${failed}: ${host} refuses the content`,
        cause,
      );
    default:
      return failure.status >= 500
        ? new ServiceUnavailableError(
            `${failed}: ${host} has a problem of its own. Try again later`,
            cause,
          )
        : new ForwardedError(failed, cause);
  }
}

/** Says when to come back, where the answer is about a rate limit. */
function rateLimit(failure: RequestFailure): string | undefined {
  const headers = failure.response?.headers ?? {};
  const secondary = /\bsecondary rate\b/i.test(failure.message);
  const exhausted = String(headers['x-ratelimit-remaining']) === '0';
  const refused = failure.status === 403 || failure.status === 429;
  if (!refused || !(secondary || exhausted || failure.status === 429)) {
    return undefined;
  }
  const name = secondary ? 'secondary rate limit' : 'rate limit';
  const retryAfter = Number(headers['retry-after']);
  if (retryAfter > 0) {
    return `the ${name} is used up. Try again in ${retryAfter} seconds`;
  }
  const reset = Number(headers['x-ratelimit-reset']);
  if (exhausted && reset > 0) {
    return `the ${name} is used up. Try again after ${new Date(
      reset * 1000,
    ).toISOString()}`;
  }
  return `the ${name} is used up. Try again in a few minutes`;
}
