import type { Selector } from '../fleet/types';

/**
 * What a selector can mean: a name and its tags.
 *
 * @public
 */
export interface Selectable {
  name: string;
  tags: readonly string[];
}

/**
 * What of a thing a selector matched: its tags of `anyOf`, those of `allOf`, and its name where the selector names it. Each
 * once. An empty list is a match as well, by the absence of the tags of `noneOf`.
 *
 * @returns undefined when it does not match
 * @public
 */
export function selectorMatch(
  selector: Selector,
  thing: Selectable,
): string[] | undefined {
  if (isEmptySelector(selector)) {
    return undefined;
  }
  const { anyOf, allOf, noneOf, names } = selector;
  const has = (tag: string) => thing.tags.includes(tag);
  const matched = anyOf.filter(has);
  if (
    (anyOf.length > 0 && matched.length === 0) ||
    (names.length > 0 && !names.includes(thing.name)) ||
    !allOf.every(has) ||
    noneOf.some(has)
  ) {
    return undefined;
  }
  const named = names.length > 0 ? [thing.name] : [];
  return [...new Set([...matched, ...allOf, ...named])];
}

/** It says nothing at all, and so means nothing. */
function isEmptySelector(selector: Selector): boolean {
  return (
    selector.anyOf.length === 0 &&
    selector.allOf.length === 0 &&
    selector.noneOf.length === 0 &&
    selector.names.length === 0
  );
}
