import { ApiError } from '../api/ApiError';

/** In seconds. */
const secondaryPause = 60;

/**
 * The hourly limit is used up.
 *
 * @param seconds - until there is more
 * @internal
 */
export function primaryLimitError(who: string, seconds: number): ApiError {
  return new ApiError(403, `API rate limit exceeded for ${who}.`, {
    documentation:
      '/using-the-rest-api/rate-limits-for-the-rest-api#primary-rate-limit-for-authenticated-users',
    headers: {
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-Reset': String(Math.ceil(Date.now() / 1000) + seconds),
    },
  });
}

/**
 * Too much was asked at once:
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 *
 * @param options - `seconds` to wait
 * @internal
 */
export function secondaryLimitError(options: {
  status?: number;
  seconds?: number;
}): ApiError {
  const { status = 403, seconds = secondaryPause } = options;
  return new ApiError(
    status,
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    {
      documentation:
        '/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits',
      headers: { 'Retry-After': String(seconds) },
    },
  );
}
