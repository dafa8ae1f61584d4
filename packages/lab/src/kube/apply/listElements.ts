import { isJsonObject } from '../kubeObject';
import { FieldType } from './FieldType';

/** How the item of a merged list is named in a set of fields: by its keys or, in a set, by its value. */
export function listElement(item: unknown, type: FieldType): string {
  if (!type.keys) {
    return `v:${JSON.stringify(item)}`;
  }
  const keys: Record<string, unknown> = {};
  for (const key of [...type.keys].sort()) {
    const own = isJsonObject(item) ? item[key] : undefined;
    const value = own ?? type.keyDefault(key);
    if (value !== undefined) {
      keys[key] = value;
    }
  }
  return `k:${JSON.stringify(keys)}`;
}

/** The items of a merged list by their names, in order; of items with one name the last counts. */
export function listElements(
  list: readonly unknown[],
  type: FieldType,
): Map<string, unknown> {
  const elements = new Map<string, unknown>();
  for (const item of list) {
    elements.set(listElement(item, type), item);
  }
  return elements;
}

/** Whether a value of that type has parts with owners of their own. */
export function hasParts(value: unknown, type: FieldType): boolean {
  if (type.isAtomic) {
    return false;
  }
  return type.shape === 'list' ? Array.isArray(value) : isJsonObject(value);
}
