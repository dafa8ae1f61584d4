const hour = 3600;

/**
 * GitHub's primary rate limit: so many requests an hour for each user, fewer for whoever does not say who they are. An
 * answer 304 to a user does not count.
 *
 * @internal
 */
export class RateLimits {
  private readonly windows = new Map<string, { reset: number; used: number }>();

  /** True when nothing is left. */
  exhausted(login: string | undefined): boolean {
    return this.window(login).used >= limitOf(login);
  }

  count(login: string | undefined): void {
    this.window(login).used += 1;
  }

  headers(login: string | undefined): Record<string, string> {
    const { reset, used } = this.window(login);
    const limit = limitOf(login);
    return {
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remaining': String(Math.max(0, limit - used)),
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

function limitOf(login: string | undefined): number {
  return login ? 5000 : 60;
}
