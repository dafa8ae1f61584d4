import type { Selector } from '../fleet/types';
import { selectorMatch, type Selectable } from './selectorMatch';

/**
 * One thing that a selector matched.
 *
 * @internal
 */
export interface SelectorHit {
  /** Position in the list that was indexed. */
  index: number;
  /** See {@link selectorMatch}. */
  match: string[];
}

/**
 * Finds what selectors match without looking at everything: only at those that carry the rarest tag, or are named.
 *
 * @internal
 */
export class SelectorIndex {
  readonly #things: readonly Selectable[];
  readonly #byTag = new Map<string, number[]>();
  readonly #byName = new Map<string, number>();

  constructor(things: readonly Selectable[]) {
    this.#things = things;
    for (const [index, thing] of things.entries()) {
      this.#byName.set(thing.name, index);
      for (const tag of thing.tags) {
        const indexes = this.#byTag.get(tag);
        if (indexes) {
          indexes.push(index);
        } else {
          this.#byTag.set(tag, [index]);
        }
      }
    }
  }

  /** Whether anything carries the tag. */
  has(tag: string): boolean {
    return this.#byTag.has(tag);
  }

  /** All tags that something carries. */
  tags(): Iterable<string> {
    return this.#byTag.keys();
  }

  /** What the selector matches, in the order of the list. */
  find(selector: Selector): SelectorHit[] {
    const hits: SelectorHit[] = [];
    for (const index of this.#candidates(selector)) {
      const match = selectorMatch(selector, this.#things[index]);
      if (match) {
        hits.push({ index, match });
      }
    }
    return hits;
  }

  #candidates(selector: Selector): Iterable<number> {
    const { anyOf, allOf, names } = selector;
    if (names.length > 0) {
      return ascending(names.map(name => this.#byName.get(name) ?? []));
    }
    if (allOf.length > 0) {
      return allOf
        .map(tag => this.#byTag.get(tag) ?? [])
        .reduce((a, b) => (b.length < a.length ? b : a));
    }
    if (anyOf.length > 0) {
      return ascending(anyOf.map(tag => this.#byTag.get(tag) ?? []));
    }
    return this.#things.keys();
  }
}

function ascending(lists: (number | number[])[]): number[] {
  return [...new Set(lists.flat())].sort((a, b) => a - b);
}
