import leven from 'leven';

/**
 * The candidate that a person most likely meant: the one that is the fewest letters away, not counting case.
 *
 * @param options - `within`: how many letters at most; by default one in two, and at most three.
 * @internal
 */
export function nearest(
  text: string,
  candidates: Iterable<string>,
  options: { within?: number } = {},
): string | undefined {
  const { within = Math.min(3, Math.floor(text.length / 2)) } = options;
  let best: string | undefined;
  let bestDistance = within + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - text.length) < bestDistance) {
      const distance = leven(text.toLowerCase(), candidate.toLowerCase());
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
  }
  return best;
}
