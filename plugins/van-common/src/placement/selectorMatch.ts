import type { Selector } from '../fleet/types';
import { failingClause } from './selectorMiss';

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
  if (failingClause(selector, thing)) {
    return undefined;
  }
  const { anyOf, allOf, names } = selector;
  const matched = anyOf.filter(tag => thing.tags.includes(tag));
  const named = names.length > 0 ? [thing.name] : [];
  return [...new Set([...matched, ...allOf, ...named])];
}
