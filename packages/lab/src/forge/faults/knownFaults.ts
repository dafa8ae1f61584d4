/**
 * Every fault that a forge can have, with what it imitates.
 *
 * @public
 */
export const forgeFaults = {
  unauthorized:
    'the API answers 401 "Bad credentials", as when a token was revoked',
  forbidden:
    'the API answers 403 "Resource not accessible by integration", as when a permission is missing',
  notFound: 'the API answers 404, as when a token may not see the repository',
  conflict: 'writes answer 409, as when a branch moved meanwhile',
  unprocessable: 'writes answer 422 "Validation Failed"',
  serverError: 'the API answers 5xx (option status, default 502)',
  rateLimit: 'the API answers that the hourly limit is used up',
  secondaryLimit:
    'the API answers 403 (or status 429) with Retry-After, as when asked too much at once',
  slow: 'every answer of the API takes longer (option seconds, default 5)',
  slowArchive:
    'the archive of a repository comes in drops (option seconds for the whole, default 30)',
  brokenArchive: 'the download of an archive ends in the middle',
  webhookTwice: 'each webhook is delivered twice',
  webhookForged:
    'each webhook is followed by one that somebody else made up and signed with another secret',
  webhookLost: 'no webhook is delivered',
} as const;

/** @public */
export type ForgeFaultName = keyof typeof forgeFaults;

/** @public */
export interface ForgeFaultOptions {
  /** How often it happens; then it is gone. For ever by default. */
  times?: number;
  /** Only for requests of this method, e.g. `POST`. */
  method?: string;
  /** Only for requests whose path has this in it, e.g. `/pulls`. */
  path?: string;
  /** Status of the answer, where the fault knows several. */
  status?: number;
  /** How long, where the fault takes time; for limits, how long to wait. */
  seconds?: number;
}
