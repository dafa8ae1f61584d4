import { createHash } from 'node:crypto';

/**
 * SHA-256 of a value's content. The order of an object's keys and keys that are undefined do not count.
 *
 * @internal
 */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/**
 * JSON with sorted keys: equal content is equal text.
 *
 * @internal
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isPlainObject(part)
      ? Object.fromEntries(
          Object.entries(part).sort(([a], [b]) => compareText(a, b)),
        )
      : part,
  );
}

/**
 * Orders text by code unit, the same on every machine.
 *
 * @internal
 */
export function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
