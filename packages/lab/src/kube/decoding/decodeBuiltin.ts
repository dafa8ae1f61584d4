import { FieldSchema } from '../apply/FieldSchema';
import { isJsonObject, JsonObject } from '../kubeObject';
import {
  builtinSchemaName,
  builtinSchemas,
  KindName,
} from '../openApi/builtinSchemas';
import { goJsonType } from '../goJson';

/** What a document has become, and the paths that its kind does not know. */
export interface DecodedObject {
  object: JsonObject;
  unknown: string[];
}

/** Where decoding is: in which Go struct, on the path as errors name it and as warnings do. */
interface Place {
  struct: string;
  goPath: string;
  path: string;
  unknown: string[];
}

const prefix = '#/components/schemas/';
const quantity = 'io.k8s.apimachinery.pkg.api.resource.Quantity';
const base64Pattern =
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const goNumbers: Record<string, string> = {
  double: 'float64',
  int32: 'int32',
  int64: 'int64',
};

function nameOf(schema: FieldSchema): string | undefined {
  return (schema.$ref ?? schema.allOf?.[0]?.$ref)?.slice(prefix.length);
}

function resolved(schema: FieldSchema): FieldSchema {
  const name = nameOf(schema);
  return (name && builtinSchemas().get(name)) || schema;
}

/** The last parts of a schema's name are version and type of its Go struct. */
function goStruct(name: string): { version: string; type: string } {
  const [version = '', type = ''] = name.split('.').slice(-2);
  return { version, type };
}

function goType(schema: FieldSchema): string {
  const name = nameOf(schema);
  const target = resolved(schema);
  if (name && target.type !== 'string') {
    const { version, type } = goStruct(name);
    return `${version}.${type}`;
  }
  switch (target.type) {
    case 'boolean':
      return 'bool';
    case 'integer':
    case 'number':
      return goNumbers[target.format ?? ''] ?? 'int64';
    case 'array':
      return `[]${goType(target.items ?? {})}`;
    case 'object':
      return `map[string]${
        typeof target.additionalProperties === 'object'
          ? goType(target.additionalProperties)
          : 'interface {}'
      }`;
    default:
      return target.format === 'byte' ? '[]uint8' : 'string';
  }
}

function mismatch(value: unknown, schema: FieldSchema, at: Place): Error {
  const found =
    typeof value === 'number' && resolved(schema).type === 'integer'
      ? `number ${value}`
      : goJsonType(value);
  return new Error(
    `json: cannot unmarshal ${found} into Go struct field ${at.struct}.${
      at.goPath
    } of type ${goType(schema)}`,
  );
}

function isOfType(value: unknown, target: FieldSchema): boolean {
  switch (target.type) {
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isJsonObject(value);
    case 'integer':
      return Number.isInteger(value);
    case undefined:
      return true;
    default:
      return typeof value === target.type;
  }
}

function checkBase64(value: unknown): void {
  if (typeof value !== 'string' || base64Pattern.test(value)) {
    return;
  }
  const wrong = value.search(/[^A-Za-z0-9+/]/);
  throw new Error(
    `illegal base64 data at input byte ${wrong < 0 ? value.length : wrong}`,
  );
}

function decodeFields(
  value: JsonObject,
  target: FieldSchema,
  at: Place,
): JsonObject {
  const { properties, additionalProperties } = target;
  if (!properties && typeof additionalProperties !== 'object') {
    return value;
  }
  const result: JsonObject = {};
  for (const [field, content] of Object.entries(value)) {
    const path = at.path ? `${at.path}.${field}` : field;
    const named = properties?.[field];
    if (named) {
      const goPath = at.goPath ? `${at.goPath}.${field}` : field;
      result[field] = decode(content, named, { ...at, goPath, path });
    } else if (typeof additionalProperties === 'object') {
      result[field] = decode(content, additionalProperties, { ...at, path });
    } else {
      at.unknown.push(path);
    }
  }
  return result;
}

function decode(value: unknown, schema: FieldSchema, at: Place): unknown {
  const name = nameOf(schema);
  if (name === quantity) {
    return typeof value === 'number' ? String(value) : value;
  }
  const target = resolved(schema);
  if (!isOfType(value, target)) {
    throw mismatch(value, schema, at);
  }
  if (target.format === 'byte') {
    checkBase64(value);
  }
  if (Array.isArray(value)) {
    const { items } = target;
    return items
      ? value.map((item, index) =>
          decode(item, items, { ...at, path: `${at.path}[${index}]` }),
        )
      : value;
  }
  return isJsonObject(value)
    ? decodeFields(value, target, {
        ...at,
        struct: name ? goStruct(name).type : at.struct,
      })
    : value;
}

/**
 * Reads a document as an object of a built-in kind, as Go does: drops the fields that the kind does not know. Throws an
 * Error in the words of Go where a value is of another type than its field.
 */
export function decodeBuiltin(
  document: JsonObject,
  kind: KindName,
): DecodedObject {
  const name = builtinSchemaName(kind);
  const schema = name && builtinSchemas().get(name);
  if (!schema) {
    return { object: document, unknown: [] };
  }
  const unknown: string[] = [];
  const struct = kind.kind;
  const at = { struct, goPath: '', path: '', unknown };
  return { object: decodeFields(document, schema, at), unknown };
}
