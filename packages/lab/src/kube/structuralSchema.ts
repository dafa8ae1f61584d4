import { z } from 'zod';
import { isJsonObject, JsonObject } from './kubeObject';

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

function pruneObject(
  value: JsonObject,
  schema: StructuralSchema,
  isResource: boolean,
): JsonObject {
  const result: JsonObject = {};
  for (const [field, content] of Object.entries(value)) {
    const known = fieldSchema(schema, field);
    if (isResource && typeMeta.has(field)) {
      result[field] = content;
    } else if (!known) {
      if (keepsUnknown(schema)) {
        result[field] = content;
      }
    } else if (
      content !== null ||
      known.nullable ||
      (keepsUnknown(known) && !known.type)
    ) {
      result[field] = prune(content, known);
    }
  }
  return result;
}

function prune(value: unknown, schema: StructuralSchema): unknown {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items ? value.map(item => prune(item, items)) : value;
  }
  return isJsonObject(value)
    ? pruneObject(
        value,
        schema,
        schema['x-kubernetes-embedded-resource'] === true,
      )
    : value;
}

function setDefaults(value: unknown, schema: StructuralSchema): unknown {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items ? value.map(item => setDefaults(item, items)) : value;
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const result: JsonObject = { ...value };
  for (const [field, known] of Object.entries(schema.properties ?? {})) {
    if (result[field] === undefined && known.default !== undefined) {
      result[field] = structuredClone(known.default);
    }
  }
  for (const [field, content] of Object.entries(result)) {
    const known = fieldSchema(schema, field);
    if (known) {
      result[field] = setDefaults(content, known);
    }
  }
  return result;
}

/** Drops the fields that the schema does not know and sets the defaults that it has, as the API server does. */
export function fitToSchema<T extends JsonObject>(
  object: T,
  schema: StructuralSchema,
): JsonObject {
  const { metadata: _metadata, ...rest } = object;
  const pruned = pruneObject(rest, schema, true);
  const defaulted = setDefaults(pruned, schema);
  return isJsonObject(defaulted) ? defaulted : pruned;
}
