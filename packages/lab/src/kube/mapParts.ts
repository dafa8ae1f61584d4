import { JsonObject } from './kubeObject';

/**
 * The object with the values that `change` makes of its fields, without those of which it makes `undefined`. Where it
 * changes nothing this is the object itself, so that states of an object share what they have in common.
 *
 * @internal
 */
export function mapFields(
  object: JsonObject,
  change: (value: unknown, field: string) => unknown,
): JsonObject {
  let changed: JsonObject | undefined;
  for (const [field, value] of Object.entries(object)) {
    const result = change(value, field);
    if (result !== value) {
      changed ??= { ...object };
      if (result === undefined) {
        delete changed[field];
      } else {
        changed[field] = result;
      }
    }
  }
  return changed ?? object;
}

/**
 * The list with what `change` makes of its items, or the list itself where it changes nothing.
 *
 * @internal
 */
export function mapItems(
  list: unknown[],
  change: (item: unknown, index: number) => unknown,
): unknown[] {
  const changed = list.map(change);
  return changed.every((item, index) => item === list[index]) ? list : changed;
}
