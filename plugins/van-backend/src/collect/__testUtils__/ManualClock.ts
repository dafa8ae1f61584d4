import type { Clock } from '@vanstage/backstage-plugin-van-node';

/** Time that passes when a test says so. */
export class ManualClock implements Clock {
  private time = 0;
  private readonly sleepers = new Set<{ until: number; wake: () => void }>();
  private onSleep: () => void = () => {};

  now(): number {
    return this.time;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const sleeper = {
        until: this.time + ms,
        wake: () => {
          this.sleepers.delete(sleeper);
          resolve();
        },
      };
      this.sleepers.add(sleeper);
      signal.addEventListener('abort', sleeper.wake, { once: true });
      if (signal.aborted) {
        sleeper.wake();
      }
      this.onSleep();
    });
  }

  /** Waits until somebody sleeps, then lets that much time pass. */
  async pass(ms: number): Promise<void> {
    while (this.sleepers.size === 0) {
      await new Promise<void>(resolve => {
        this.onSleep = resolve;
      });
    }
    this.time += ms;
    for (const sleeper of [...this.sleepers]) {
      if (sleeper.until <= this.time) {
        sleeper.wake();
      }
    }
  }
}
