import type { ForgeLimits } from './types';

const hour = 3600;

/**
 * GitHub's primary rate limit: so many requests an hour for each user, fewer for whoever does not say who they are. An
 * answer 304 to a user does not count.
 *
 * @internal
 */
export class RateLimits {
  private readonly windows = new Map<string, { reset: number; used: number }>();

  constructor(
    private readonly limits: Pick<ForgeLimits, 'hourly' | 'anonymousHourly'>,
  ) {}

  /** How it stands for a user, or for everyone who does not say who they are. */
  state(login: string | undefined) {
    const { reset, used } = this.window(login);
    const limit = login ? this.limits.hourly : this.limits.anonymousHourly;
    return { limit, remaining: Math.max(0, limit - used), reset, used };
  }

  count(login: string | undefined): void {
    this.window(login).used += 1;
  }

  headers(login: string | undefined): Record<string, string> {
    const { limit, remaining, reset, used } = this.state(login);
    return {
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remaining': String(remaining),
      'X-RateLimit-Reset': String(reset),
      'X-RateLimit-Used': String(used),
      'X-RateLimit-Resource': 'core',
    };
  }

  private window(login = '') {
    const now = Math.floor(Date.now() / 1000);
    const known = this.windows.get(login);
    if (known && known.reset > now) {
      return known;
    }
    const window = { reset: now + hour, used: 0 };
    this.windows.set(login, window);
    return window;
  }
}
