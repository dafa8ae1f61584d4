/**
 * Order by code unit: the same on every machine, whatever its locale.
 *
 * @internal
 */
export function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

/** @internal */
export function byName(a: { name: string }, b: { name: string }): number {
  return compare(a.name, b.name);
}
