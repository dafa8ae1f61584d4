export type Json = Record<string, unknown>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a reference such as `#/components/schemas/simple-user` leads to; any other value as it is. */
export function dereference(document: Json, value: unknown): unknown {
  if (!isObject(value) || typeof value.$ref !== 'string') {
    return value;
  }
  let target: unknown = document;
  for (const part of value.$ref.replace('#/', '').split('/')) {
    target = isObject(target) ? target[part] : undefined;
  }
  return dereference(document, target);
}
