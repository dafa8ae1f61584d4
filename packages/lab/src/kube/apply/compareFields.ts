import { isDeepStrictEqual } from 'node:util';
import { isJsonObject } from '../kubeObject';
import { fieldNode, FieldTree, leaf, union } from './fieldTree';
import { FieldType } from './FieldType';
import { hasParts, listElements } from './listElements';

/**
 * What differs between two states: the fields that are new or have another value, and those that are gone.
 */
export interface FieldChanges {
  set?: FieldTree;
  removed?: FieldTree;
}

type Nodes = Record<string, FieldTree>;

const none: FieldChanges = {};

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) {
    return true;
  }
  return Array.isArray(value)
    ? value.length === 0
    : isJsonObject(value) && Object.keys(value).length === 0;
}

function compareLeaf(before: unknown, after: unknown): FieldChanges {
  if (before === undefined) {
    return { set: leaf };
  }
  if (after === undefined) {
    return { removed: leaf };
  }
  // Scalars that are equal were found to be so by reference.
  const isSame =
    typeof before === 'object' &&
    typeof after === 'object' &&
    isDeepStrictEqual(before, after);
  return isSame ? none : { set: leaf };
}

/** Collects what differs in the parts of a value. */
class PartChanges {
  readonly #set: Nodes = {};
  readonly #removed: Nodes = {};

  add(element: string, changes: FieldChanges): void {
    if (changes.set) {
      this.#set[element] = changes.set;
    }
    if (changes.removed) {
      this.#removed[element] = changes.removed;
    }
  }

  of(before: unknown, after: unknown): FieldChanges {
    const set = fieldNode(this.#set, before === undefined);
    const removed = fieldNode(this.#removed, after === undefined);
    return set || removed ? { set, removed } : none;
  }
}

function compareMaps(
  before: unknown,
  after: unknown,
  type: FieldType,
): FieldChanges {
  const old = isJsonObject(before) ? before : {};
  const fresh = isJsonObject(after) ? after : {};
  const parts = new PartChanges();
  const compareField = (field: string) => {
    const zero = type.zero(field);
    const left = old[field] ?? (isJsonObject(before) ? zero : old[field]);
    const right = fresh[field] ?? (isJsonObject(after) ? zero : fresh[field]);
    if (left !== right) {
      parts.add(
        `f:${field}`,
        compareFields(left, right, type.field(field) ?? FieldType.free),
      );
    }
  };
  for (const field of Object.keys(fresh)) {
    compareField(field);
  }
  for (const field of Object.keys(old)) {
    if (!(field in fresh)) {
      compareField(field);
    }
  }
  if (isJsonObject(before) !== isJsonObject(after)) {
    const [known] = [before, after].filter(isJsonObject);
    for (const field of type.zeroFields) {
      if (!(field in known)) {
        compareField(field);
      }
    }
  }
  return parts.of(before, after);
}

function compareLists(
  before: unknown,
  after: unknown,
  type: FieldType,
): FieldChanges {
  const old = listElements(Array.isArray(before) ? before : [], type);
  const fresh = listElements(Array.isArray(after) ? after : [], type);
  const parts = new PartChanges();
  const items = type.element ?? FieldType.free;
  for (const [element, item] of fresh) {
    parts.add(element, compareFields(old.get(element), item, items));
  }
  for (const [element, item] of old) {
    if (!fresh.has(element)) {
      parts.add(element, compareFields(item, undefined, items));
    }
  }
  return parts.of(before, after);
}

/** Compares two states of a value. The parts that both share by reference cost nothing. */
export function compareFields(
  before: unknown,
  after: unknown,
  type: FieldType,
): FieldChanges {
  if (before === after) {
    return none;
  }
  const hadParts = hasParts(before, type);
  const gotParts = hasParts(after, type);
  if (!hadParts && !gotParts) {
    return compareLeaf(before, after);
  }
  if (hadParts !== gotParts) {
    const wasEmpty = isEmpty(before);
    const becameEmpty = isEmpty(after);
    if (wasEmpty && becameEmpty) {
      return compareLeaf(before, after);
    }
    if (!wasEmpty && !becameEmpty) {
      const { removed } = compareFields(before, undefined, type);
      const { set } = compareFields(undefined, after, type);
      return { set: union(leaf, set), removed };
    }
  }
  return type.shape === 'list'
    ? compareLists(before, after, type)
    : compareMaps(before, after, type);
}
