/** A JSON object, as opposed to a list or a plain value. */
export type JsonObject = { [field: string]: unknown };

/** Whether a JSON value is an object. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The merge patch (RFC 7386) that makes `after` out of `before`; undefined when they are equal. Fields that are
 * undefined count as absent.
 */
export function mergePatchBetween(
  before: JsonObject,
  after: JsonObject,
): JsonObject | undefined {
  const patch: JsonObject = {};
  for (const [field, value] of Object.entries(after)) {
    if (value === undefined) {
      continue;
    }
    const known = before[field];
    if (isJsonObject(value) && isJsonObject(known)) {
      const inner = mergePatchBetween(known, value);
      if (inner) {
        patch[field] = inner;
      }
    } else if (JSON.stringify(known) !== JSON.stringify(value)) {
      patch[field] = value;
    }
  }
  for (const field of Object.keys(before)) {
    if (before[field] !== undefined && after[field] === undefined) {
      patch[field] = null;
    }
  }
  return Object.keys(patch).length > 0 ? patch : undefined;
}
