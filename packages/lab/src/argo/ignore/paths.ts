import { isJsonObject, type JsonObject } from '../../controller';

/** Where a value stands in an object: names of fields and indexes of lists. */
export type Path = readonly (string | number)[];

/** The value at a path; undefined when there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  let found: unknown = value;
  for (const step of path) {
    found = childOf(found, step);
  }
  return found;
}

/** One step deeper. */
export function childOf(value: unknown, step: string | number): unknown {
  if (Array.isArray(value)) {
    return typeof step === 'number' ? value[step] : undefined;
  }
  return isJsonObject(value) ? value[step] : undefined;
}

/** A copy without the values at some paths. */
export function withoutPaths(
  object: JsonObject,
  paths: readonly Path[],
): JsonObject {
  const copy: JsonObject = structuredClone(object);
  // From the end, so that the indexes of what is still to go stay right.
  for (const path of [...paths].sort(comparePaths).reverse()) {
    const parent = valueAt(copy, path.slice(0, -1));
    const last = path[path.length - 1];
    if (Array.isArray(parent) && typeof last === 'number') {
      parent.splice(last, 1);
    } else if (isJsonObject(parent)) {
      delete parent[last];
    }
  }
  return copy;
}

/** A copy with another object's values at some paths, as far as both have what leads there. */
export function withValuesOf(
  object: JsonObject,
  other: JsonObject,
  paths: readonly Path[],
): JsonObject {
  const copy: JsonObject = structuredClone(object);
  for (const path of paths) {
    const value = valueAt(other, path);
    const parent = valueAt(copy, path.slice(0, -1));
    const last = path[path.length - 1];
    if (value === undefined) {
      continue;
    }
    if (Array.isArray(parent) && typeof last === 'number') {
      parent[last] = value;
    } else if (isJsonObject(parent)) {
      parent[last] = value;
    }
  }
  return copy;
}

function comparePaths(a: Path, b: Path): number {
  for (const [index, step] of a.entries()) {
    const other = b[index];
    if (other === undefined) {
      return 1;
    }
    if (step !== other) {
      const numbers = typeof step === 'number' && typeof other === 'number';
      return numbers ? step - other : String(step).localeCompare(String(other));
    }
  }
  return a.length - b.length;
}
