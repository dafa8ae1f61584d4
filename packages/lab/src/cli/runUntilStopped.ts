/** What has been started, to be stopped in the reverse order. */
export class Started {
  private readonly stops: Array<() => Promise<unknown>> = [];

  add(stop: () => Promise<unknown>): void {
    this.stops.push(stop);
  }

  async stop(): Promise<void> {
    for (const stop of this.stops.splice(0).reverse()) {
      await stop().catch(error => {
        process.stderr.write(`${error}\n`);
      });
    }
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Something that runs. */
export interface Running {
  /** Resolves with an exit code when it ends by itself. */
  ended: Promise<number>;
}

/**
 * Starts something and keeps it until a signal comes or it ends by itself, then stops all that was started; so too when
 * the start fails half-way, or a signal comes before it is done. A second signal ends the process at once. Resolves
 * with the exit code.
 */
export async function runUntilStopped(
  start: (started: Started, signal: AbortSignal) => Promise<Running>,
): Promise<number> {
  const started = new Started();
  const aborter = new AbortController();
  const stopped = new Promise<number>(resolve => {
    aborter.signal.addEventListener('abort', () => resolve(0));
  });
  const onSignal = () => {
    if (aborter.signal.aborted) {
      process.exit(130);
    }
    aborter.abort();
  };
  for (const signal of signals) {
    process.on(signal, onSignal);
  }
  const starting = start(started, aborter.signal);
  try {
    return await Promise.race([starting.then(({ ended }) => ended), stopped]);
  } finally {
    await started.stop();
    // What was still being started when the signal came is stopped as soon as it runs.
    await starting.catch(() => undefined);
    await started.stop();
    for (const signal of signals) {
      process.off(signal, onSignal);
    }
  }
}
