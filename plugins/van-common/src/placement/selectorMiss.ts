import { nearest } from '../fleet/nearest';
import type { Selector } from '../fleet/types';
import type { Selectable } from './selectorMatch';

/**
 * The first part of a selector that a thing fails.
 *
 * @public
 */
export interface SelectorMiss {
  /** `empty`: the selector says nothing at all, and so means nothing. */
  clause: 'names' | 'anyOf' | 'allOf' | 'noneOf' | 'empty';
  /**
   * What of the clause stands in the way. `names` and `anyOf`: all that it asks for, of which the thing has none. `allOf`:
   * the tags that the thing lacks. `noneOf`: the tags that it should not have.
   */
  values: string[];
  /** The thing's own tag or name that comes nearest to what is asked for: often it is misspelled. */
  nearest?: string;
}

/**
 * Why a selector does not match a thing.
 *
 * @returns undefined when it matches
 * @public
 */
export function selectorMiss(
  selector: Selector,
  thing: Selectable,
): SelectorMiss | undefined {
  const failed = failingClause(selector, thing);
  if (!failed || failed.clause === 'noneOf' || failed.clause === 'empty') {
    return failed;
  }
  const own = failed.clause === 'names' ? [thing.name] : thing.tags;
  for (const value of failed.values) {
    const meant = nearest(value, own);
    if (meant) {
      return { ...failed, nearest: meant };
    }
  }
  return failed;
}

/** @internal */
export function failingClause(
  selector: Selector,
  thing: Selectable,
): Omit<SelectorMiss, 'nearest'> | undefined {
  const { anyOf, allOf, noneOf, names } = selector;
  const has = (tag: string) => thing.tags.includes(tag);
  if (names.length > 0 && !names.includes(thing.name)) {
    return { clause: 'names', values: names };
  }
  if (anyOf.length > 0 && !anyOf.some(has)) {
    return { clause: 'anyOf', values: anyOf };
  }
  if (!allOf.every(has)) {
    return { clause: 'allOf', values: allOf.filter(tag => !has(tag)) };
  }
  if (noneOf.some(has)) {
    return { clause: 'noneOf', values: noneOf.filter(has) };
  }
  return anyOf.length + allOf.length + noneOf.length + names.length === 0
    ? { clause: 'empty', values: [] }
    : undefined;
}
