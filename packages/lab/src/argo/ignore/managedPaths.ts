import { z } from 'zod';
import { isJsonObject, type KubeObject } from '../../controller';
import { childOf, valueAt, type Path } from './paths';

const managedFieldsSchema = z
  .array(
    z.looseObject({
      manager: z.string().optional(),
      fieldsV1: z.record(z.string(), z.unknown()).optional(),
    }),
  )
  .default([]);

/** The paths, in some object, of the values that field managers own in the live one. */
export function managedPaths(
  live: KubeObject,
  managers: readonly string[],
  value: unknown,
): Path[] {
  return managedFieldsSchema
    .parse(live.metadata.managedFields)
    .filter(({ manager }) => managers.includes(manager ?? ''))
    .flatMap(({ fieldsV1 }) => leaves(fieldsV1 ?? {}, value, []));
}

function leaves(fields: unknown, value: unknown, path: Path): Path[] {
  const inner = isJsonObject(fields)
    ? Object.entries(fields).filter(([name]) => name !== '.')
    : [];
  if (inner.length === 0) {
    return path.length > 0 ? [path] : [];
  }
  return inner.flatMap(([name, deeper]) => {
    const step = stepOf(name, valueAt(value, path));
    return step === undefined ||
      childOf(valueAt(value, path), step) === undefined
      ? []
      : leaves(deeper, value, [...path, step]);
  });
}

/** `f:name` is a field, `k:{"name":"web"}` the element with that key, `v:"x"` the element of that value. */
function stepOf(name: string, list: unknown): string | number | undefined {
  const text = name.slice(2);
  if (name.startsWith('f:')) {
    return text;
  }
  const wanted: unknown = JSON.parse(text);
  const index = Array.isArray(list)
    ? list.findIndex(element =>
        name.startsWith('k:') && isJsonObject(wanted)
          ? Object.entries(wanted).every(
              ([key, value]) => childOf(element, key) === value,
            )
          : element === wanted,
      )
    : -1;
  return index < 0 ? undefined : index;
}
