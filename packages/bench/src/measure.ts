/**
 * How long something took, in milliseconds.
 *
 * @public
 */
export interface Timing {
  /** The first run, before the compiler knows the code. */
  first: number;
  /** The fastest of all runs. */
  best: number;
  /** Of the processor, in the fastest run, on all threads. */
  bestCpu: number;
}

interface Run<T> {
  took: number;
  cpu: number;
  result: T;
}

/** Runs something several times, at least once. */
export function measure<T>(options: { runs: number; run: () => T }): {
  timing: Timing;
  result: T;
} {
  const first = once(options.run);
  let best = first;
  for (let index = 1; index < options.runs; index++) {
    const next = once(options.run);
    best = next.took < best.took ? next : best;
  }
  return {
    timing: { first: first.took, best: best.took, bestCpu: best.cpu },
    result: best.result,
  };
}

function once<T>(run: () => T): Run<T> {
  // Garbage of the run before is not to be collected in this one's time.
  globalThis.gc?.();
  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  const result = run();
  const took = performance.now() - before;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { took, cpu: (user + system) / 1000, result };
}
