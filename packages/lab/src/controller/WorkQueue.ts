const firstRetryMilliseconds = 100;
const longestRetryMilliseconds = 5_000;

/** Options of {@link WorkQueue.start}. */
export interface WorkQueueOptions {
  /** Works one key off. When it rejects, the key comes again after a growing pause. */
  work: (key: string) => Promise<void>;
  onError?: (key: string, error: unknown) => void;
}

/**
 * Keys to be worked off: a key waits at most once, is never worked on twice at a time, and comes again when it was
 * added while it was worked on.
 */
export class WorkQueue {
  private readonly options: WorkQueueOptions;
  private readonly active = new Map<string, Promise<void>>();
  private readonly begun = new Set<string>();
  private readonly again = new Set<string>();
  private readonly timers = new Map<
    string,
    { due: number; timer: NodeJS.Timeout }
  >();
  private readonly failures = new Map<string, number>();
  private stopped = false;

  private constructor(options: WorkQueueOptions) {
    this.options = options;
  }

  static start(options: WorkQueueOptions): WorkQueue {
    return new WorkQueue(options);
  }

  add(key: string): void {
    if (this.stopped) {
      return;
    }
    if (this.active.has(key)) {
      if (this.begun.has(key)) {
        this.again.add(key);
      }
      return;
    }
    this.active.set(key, this.run(key));
  }

  /** Adds the key later. Of several times that were asked for the earliest counts. */
  addAfter(key: string, milliseconds: number): void {
    const due = performance.now() + milliseconds;
    const waiting = this.timers.get(key);
    if (this.stopped || (waiting && waiting.due <= due)) {
      return;
    }
    clearTimeout(waiting?.timer);
    const timer = setTimeout(() => {
      this.timers.delete(key);
      this.add(key);
    }, milliseconds);
    this.timers.set(key, { due, timer });
  }

  /** Ends once what is being worked on is done; nothing new begins. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const { timer } of this.timers.values()) {
      clearTimeout(timer);
    }
    this.timers.clear();
    await Promise.all(this.active.values());
  }

  private async run(key: string): Promise<void> {
    // Begin after the caller's turn, so that several additions in one turn are one piece of work.
    await Promise.resolve();
    this.begun.add(key);
    let failed = false;
    if (!this.stopped) {
      try {
        await this.options.work(key);
        this.failures.delete(key);
      } catch (error) {
        failed = true;
        this.options.onError?.(key, error);
      }
    }
    this.active.delete(key);
    this.begun.delete(key);
    if (this.again.delete(key)) {
      this.add(key);
    } else if (failed) {
      const count = this.failures.get(key) ?? 0;
      this.failures.set(key, count + 1);
      this.addAfter(
        key,
        Math.min(firstRetryMilliseconds * 2 ** count, longestRetryMilliseconds),
      );
    }
  }
}
