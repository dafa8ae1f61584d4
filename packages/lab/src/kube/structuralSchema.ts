import { z } from 'zod';
import { isJsonObject, JsonObject } from './kubeObject';
import { mapFields, mapItems } from './mapParts';

/** The part of an OpenAPI v3 schema of a CustomResourceDefinition that decides what is stored. */
export interface StructuralSchema {
  type?: string;
  properties?: Record<string, StructuralSchema>;
  additionalProperties?: boolean | StructuralSchema;
  items?: StructuralSchema;
  required?: string[];
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minItems?: number;
  maxItems?: number;
  nullable?: boolean;
  default?: unknown;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-embedded-resource'?: boolean;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-list-map-keys'?: string[];
  'x-kubernetes-list-type'?: string;
  'x-kubernetes-map-type'?: string;
}

/** Reads a schema out of a CustomResourceDefinition. */
export const structuralSchemaSchema: z.ZodType<StructuralSchema> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    properties: z.record(z.string(), structuralSchemaSchema).optional(),
    additionalProperties: z
      .union([z.boolean(), structuralSchemaSchema])
      .optional(),
    items: structuralSchemaSchema.optional(),
    required: z.array(z.string()).optional(),
    enum: z.array(z.unknown()).optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    pattern: z.string().optional(),
    minItems: z.number().optional(),
    maxItems: z.number().optional(),
    nullable: z.boolean().optional(),
    default: z.unknown().optional(),
    'x-kubernetes-preserve-unknown-fields': z.boolean().optional(),
    'x-kubernetes-embedded-resource': z.boolean().optional(),
    'x-kubernetes-int-or-string': z.boolean().optional(),
    'x-kubernetes-list-map-keys': z.array(z.string()).optional(),
    'x-kubernetes-list-type': z.string().optional(),
    'x-kubernetes-map-type': z.string().optional(),
  }),
);

const typeMeta = new Set(['apiVersion', 'kind', 'metadata']);

function keepsUnknown(schema: StructuralSchema | undefined): boolean {
  return schema?.['x-kubernetes-preserve-unknown-fields'] === true;
}

function fieldSchema(
  schema: StructuralSchema,
  field: string,
): StructuralSchema | undefined {
  const known = schema.properties?.[field];
  if (known) {
    return known;
  }
  const { additionalProperties } = schema;
  if (additionalProperties === true) {
    return { 'x-kubernetes-preserve-unknown-fields': true };
  }
  return additionalProperties || undefined;
}

/** Where pruning is, and the unknown fields that it has found. */
interface Pruning {
  schema: StructuralSchema;
  path: string;
  isResource: boolean;
  unknown: string[];
}

function pruneObject(value: JsonObject, at: Pruning): JsonObject {
  const { schema, isResource, unknown } = at;
  return mapFields(value, (content, field) => {
    const known = fieldSchema(schema, field);
    const path = at.path ? `${at.path}.${field}` : field;
    const isFree = keepsUnknown(schema) || (isResource && typeMeta.has(field));
    if (!known || (isResource && typeMeta.has(field))) {
      if (isFree) {
        return content;
      }
      unknown.push(path);
      return undefined;
    }
    return content !== null ||
      known.nullable ||
      (keepsUnknown(known) && !known.type)
      ? prune(content, { ...at, schema: known, path })
      : undefined;
  });
}

function prune(value: unknown, at: Pruning): unknown {
  const { schema, path } = at;
  if (Array.isArray(value)) {
    const { items } = schema;
    return items
      ? mapItems(value, (item, index) =>
          prune(item, { ...at, schema: items, path: `${path}[${index}]` }),
        )
      : value;
  }
  const isResource = schema['x-kubernetes-embedded-resource'] === true;
  return isJsonObject(value)
    ? pruneObject(value, { ...at, isResource })
    : value;
}

function pruneResource(object: JsonObject, schema: StructuralSchema) {
  const { metadata: _metadata, ...rest } = object;
  const unknown: string[] = [];
  const pruned = pruneObject(rest, {
    schema,
    path: '',
    isResource: true,
    unknown,
  });
  return { pruned, unknown };
}

/** The paths of an object that its schema does not know. */
export function unknownFields(
  object: JsonObject,
  schema: StructuralSchema,
): string[] {
  return pruneResource(object, schema).unknown;
}

function setDefaults(value: unknown, schema: StructuralSchema): unknown {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items ? mapItems(value, item => setDefaults(item, items)) : value;
  }
  if (!isJsonObject(value)) {
    return value;
  }
  let object = value;
  for (const [field, known] of Object.entries(schema.properties ?? {})) {
    if (object[field] === undefined && known.default !== undefined) {
      object = { ...object, [field]: structuredClone(known.default) };
    }
  }
  return mapFields(object, (content, field) => {
    const known = fieldSchema(schema, field);
    return known ? setDefaults(content, known) : content;
  });
}

/** Drops the fields that the schema does not know and sets the defaults that it has, as the API server does. */
export function fitToSchema(
  object: JsonObject,
  schema: StructuralSchema,
): JsonObject {
  const { pruned } = pruneResource(object, schema);
  const defaulted = setDefaults(pruned, schema);
  return isJsonObject(defaulted) ? defaulted : pruned;
}
