const SHOWN = 5;

/**
 * Names in a sentence: all of a few, the first of many.
 *
 * @internal
 */
export function listNames(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return more > 0
    ? `${names.slice(0, SHOWN).join(', ')} and ${more} more`
    : names.join(', ');
}
