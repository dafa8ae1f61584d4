import { setTimeout } from 'timers/promises';
import type { ForgeFaults } from './ForgeFaults';

/** In seconds. */
const defaultDuration = 30;
const pieces = 20;

/**
 * Passes a download on as the faults that are on let it: whole and at once, in drops, or with its end missing.
 *
 * @internal
 */
export function spoilDownload(faults: ForgeFaults) {
  const slow = faults.take('slowArchive');
  const broken = faults.take('brokenArchive');
  return async function* spoil(source: AsyncIterable<Buffer>) {
    if (!slow && !broken) {
      yield* source;
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of source) {
      chunks.push(chunk);
    }
    const whole = Buffer.concat(chunks);
    const end = broken ? Math.floor(whole.length / 2) : whole.length;
    const size = Math.ceil(whole.length / pieces);
    const pause = slow
      ? ((slow.seconds ?? defaultDuration) * 1000) / pieces
      : 0;
    for (let start = 0; start < end; start += size) {
      await setTimeout(pause);
      yield whole.subarray(start, Math.min(start + size, end));
    }
    if (broken) {
      throw new Error('The download is to break off');
    }
  };
}
