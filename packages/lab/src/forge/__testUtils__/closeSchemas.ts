import { dereference, isObject, type Json } from './json';

const combinators = ['allOf', 'anyOf', 'oneOf'];

/**
 * An OpenAPI description whose schemas are JSON Schema (2019-09) and closed: `nullable` is spelt out, and an object may
 * have only the fields that the description names, for GitHub writes no others.
 */
export function closeSchemas(document: Json): Json {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map(walk);
    }
    if (!isObject(value)) {
      return value;
    }
    return mapValues(value, (child, key) => {
      if (key === 'schema') {
        return site(document, child);
      }
      return key === 'schemas' && isObject(child)
        ? closeRoots(document, child)
        : walk(child);
    });
  };
  return mapValues(document, walk);
}

/** Each schema of the components: open under its name, for others to combine, and closed beside it. */
function closeRoots(document: Json, schemas: Json): Json {
  return {
    ...mapValues(schemas, schema => member(document, schema)),
    closed: mapValues(schemas, schema => site(document, schema)),
  };
}

/** A schema where it is used: nothing adds fields to it from outside, so it can be closed. */
function site(document: Json, schema: unknown): unknown {
  const converted = member(document, schema);
  return isObject(converted) && namesFields(document, schema)
    ? { ...converted, unevaluatedProperties: false }
    : converted;
}

/** A schema that another one may combine with more. */
function member(document: Json, schema: unknown): unknown {
  if (!isObject(schema)) {
    return schema;
  }
  const { nullable, discriminator, example, examples, ...rest } = schema;
  const converted = mapValues(rest, (value, key) => {
    if (combinators.includes(key) && Array.isArray(value)) {
      return value.map(each => member(document, each));
    }
    if (key === 'properties' && isObject(value)) {
      return mapValues(value, each => site(document, each));
    }
    return ['items', 'additionalProperties', 'not'].includes(key)
      ? site(document, value)
      : value;
  });
  return nullable ? { anyOf: [{ type: 'null' }, converted] } : converted;
}

/** Whether every object that the schema allows has its fields named. */
function namesFields(document: Json, schema: unknown): boolean {
  const target = dereference(document, schema);
  if (!isObject(target)) {
    return false;
  }
  const parts = combinators.flatMap(key => {
    const members = target[key];
    return Array.isArray(members) ? members : [];
  });
  if (parts.length > 0) {
    return parts.every(
      part => isPlain(document, part) || namesFields(document, part),
    );
  }
  return isObject(target.properties) && !target.additionalProperties;
}

/** Whether a schema speaks of something else than objects, or only of which fields must be there. */
function isPlain(document: Json, schema: unknown): boolean {
  const target = dereference(document, schema);
  return (
    isObject(target) &&
    (Object.keys(target).every(key => key === 'required') ||
      (typeof target.type === 'string' && target.type !== 'object'))
  );
}

function mapValues(
  object: Json,
  map: (value: unknown, key: string) => unknown,
): Json {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, map(value, key)]),
  );
}
