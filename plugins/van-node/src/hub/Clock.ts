import { setTimeout } from 'node:timers/promises';

/**
 * Time, so that tests can hold it.
 *
 * @public
 */
export interface Clock {
  /** Milliseconds, only for differences. */
  now(): number;
  /** Resolves after `ms`, or as soon as the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/**
 * The machine's own time.
 *
 * @public
 */
export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: async (ms, signal) => {
    try {
      await setTimeout(ms, undefined, { signal, ref: false });
    } catch {
      // The signal aborted, which the caller looks at.
    }
  },
};
