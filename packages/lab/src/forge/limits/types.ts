/**
 * How much may be asked of a forge. The defaults are those that GitHub documents:
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 *
 * @public
 */
export interface ForgeLimits {
  /** Requests an hour of a user or an installation. Default: 5,000. */
  hourly: number;
  /** Requests an hour of whoever does not say who they are. Default: 60. */
  anonymousHourly: number;
  /** Requests at the same time. Default: 100. */
  concurrent: number;
  /** Points a minute: one for reading, five for writing. Default: 900. */
  pointsPerMinute: number;
  /** New pull requests, comments and reviews a minute. Default: 80. */
  contentPerMinute: number;
}

/** @internal */
export const defaultLimits: ForgeLimits = {
  hourly: 5000,
  anonymousHourly: 60,
  concurrent: 100,
  pointsPerMinute: 900,
  contentPerMinute: 80,
};
