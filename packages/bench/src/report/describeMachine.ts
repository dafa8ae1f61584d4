import { availableParallelism, cpus, loadavg, totalmem, type } from 'node:os';
import type { Machine } from './BenchReport';

/**
 * This machine, and how busy it is now.
 *
 * @public
 */
export function describeMachine(): Machine {
  const [first] = cpus();
  const [load] = loadavg();
  return {
    processor: first?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    system: `${type()} ${process.arch}`,
    loadBefore: Number(load.toFixed(1)),
    measuredAt: new Date().toISOString(),
  };
}
