import { isJsonObject, JsonObject } from '../kubeObject';
import { FieldType } from './FieldType';
import { hasParts, listElements } from './listElements';

function mergeMaps(
  live: JsonObject,
  wanted: JsonObject,
  type: FieldType,
): JsonObject {
  const merged: JsonObject = { ...live };
  for (const [field, value] of Object.entries(wanted)) {
    merged[field] = mergeConfiguration(
      live[field],
      value,
      type.field(field) ?? FieldType.free,
    );
  }
  return merged;
}

/** Items come in the configuration's order; those that only the live list has stay where they were among them. */
function mergeLists(
  live: readonly unknown[],
  wanted: readonly unknown[],
  type: FieldType,
): unknown[] {
  const items = type.element ?? FieldType.free;
  const old = listElements(live, type);
  const fresh = listElements(wanted, type);
  const shared = [...fresh.keys()].filter(element => old.has(element));
  const left = [...old];
  const merged: unknown[] = [];
  const takeLiveOnly = () => {
    while (left.length > 0 && left[0][0] !== shared[0]) {
      const [[element, item]] = left.splice(0, 1);
      if (!fresh.has(element)) {
        merged.push(item);
      }
    }
  };
  for (const [element, item] of fresh) {
    takeLiveOnly();
    merged.push(mergeConfiguration(old.get(element), item, items));
    if (element === shared[0]) {
      shared.shift();
      left.shift();
    }
  }
  takeLiveOnly();
  return merged;
}

/** The live value with what a configuration says of it. */
export function mergeConfiguration(
  live: unknown,
  wanted: unknown,
  type: FieldType,
): unknown {
  if (!hasParts(live, type) || !hasParts(wanted, type)) {
    return wanted;
  }
  if (Array.isArray(live) && Array.isArray(wanted)) {
    return mergeLists(live, wanted, type);
  }
  return isJsonObject(live) && isJsonObject(wanted)
    ? mergeMaps(live, wanted, type)
    : wanted;
}
