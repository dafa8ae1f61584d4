import type { ForgeLimits } from './types';

const minute = 60_000;
const pointsOfWriting = 5;

/**
 * GitHub's secondary limits, for each user: requests at the same time, points a minute and new content a minute.
 *
 * @internal
 */
export class SecondaryLimits {
  private readonly running = new Map<string, number>();
  private readonly windows = new Map<
    string,
    { until: number; points: number; content: number }
  >();

  constructor(
    private readonly limits: Pick<
      ForgeLimits,
      'concurrent' | 'pointsPerMinute' | 'contentPerMinute'
    >,
  ) {}

  /**
   * Lets a request in.
   *
   * @param request - `createsContent` for one that notifies people, e.g. a new comment
   * @returns seconds to wait when it is too much; otherwise what to call when the request is done
   */
  enter(
    login: string,
    request: { writes: boolean; createsContent: boolean },
  ): { retryAfter: number } | { leave: () => void } {
    const window = this.window(login);
    const running = this.running.get(login) ?? 0;
    const points = window.points + (request.writes ? pointsOfWriting : 1);
    const content = window.content + (request.createsContent ? 1 : 0);
    if (
      running >= this.limits.concurrent ||
      points > this.limits.pointsPerMinute ||
      content > this.limits.contentPerMinute
    ) {
      return { retryAfter: Math.ceil((window.until - Date.now()) / 1000) };
    }
    window.points = points;
    window.content = content;
    this.running.set(login, running + 1);
    return {
      leave: () => this.running.set(login, (this.running.get(login) ?? 1) - 1),
    };
  }

  private window(login: string) {
    const known = this.windows.get(login);
    if (known && known.until > Date.now()) {
      return known;
    }
    const window = { until: Date.now() + minute, points: 0, content: 0 };
    this.windows.set(login, window);
    return window;
  }
}
