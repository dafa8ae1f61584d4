import { createHash } from 'crypto';

/**
 * A number that stands for a name, the same on every start.
 *
 * @internal
 */
export function numericId(name: string): number {
  return parseInt(
    createHash('sha256').update(name).digest('hex').slice(0, 7),
    16,
  );
}
