import type { Clock } from '@vanstage/backstage-plugin-van-node';

/**
 * Waits that can be cut short. One that is rung while nobody waits cuts the next wait short.
 *
 * @internal
 */
export class Alarm {
  private waiting: AbortController | undefined;
  private rung = false;

  private constructor(
    private readonly clock: Clock,
    private readonly signal: AbortSignal,
  ) {}

  /** @param signal - there is no waiting any more once it aborts */
  static create(clock: Clock, signal: AbortSignal): Alarm {
    const alarm = new Alarm(clock, signal);
    signal.addEventListener('abort', () => alarm.ring(), { once: true });
    return alarm;
  }

  async wait(ms: number): Promise<void> {
    if (!this.rung && !this.signal.aborted) {
      this.waiting = new AbortController();
      await this.clock.sleep(ms, this.waiting.signal);
      this.waiting = undefined;
    }
    this.rung = false;
  }

  ring(): void {
    this.rung = true;
    this.waiting?.abort();
  }

  /** Forgets that it was rung. */
  reset(): void {
    this.rung = false;
  }
}
