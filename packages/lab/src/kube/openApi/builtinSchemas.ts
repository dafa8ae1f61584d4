import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packageFolder } from '../../packageFolder';
import { FieldSchema } from '../apply/FieldSchema';
import { FieldType } from '../apply/FieldType';

const prefix = '#/components/schemas/';
const kindsKey = 'x-kubernetes-group-version-kind';

/** The name of the schema of `metadata`. */
export const objectMetaName = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** How OpenAPI v3 documents refer to a schema. */
export function schemaReference(name: string): string {
  return `${prefix}${name}`;
}

/** How OpenAPI v2 documents refer to a schema. */
export function definitionReference(name: string): string {
  return `#/definitions/${name}`;
}

/** The name of the schema that a reference of OpenAPI v3 means. */
export function schemaNameOf(reference: string): string {
  return reference.slice(prefix.length);
}

const kindSchema = z.object({
  group: z.string(),
  version: z.string(),
  kind: z.string(),
});

/** Which kind of object a schema describes. */
export type KindName = z.infer<typeof kindSchema>;

/** A schema as the OpenAPI documents write it. */
export interface OpenApiSchema extends FieldSchema {
  [field: string]: unknown;
  [kindsKey]?: KindName[];
}

/** The file is our own, so only what picks the schemas is checked. */
const fileSchema = z.record(
  z.string(),
  z.custom<OpenApiSchema>(
    value =>
      z
        .looseObject({ [kindsKey]: z.array(kindSchema).optional() })
        .safeParse(value).success,
  ),
);

function idOf({ group, version, kind }: KindName): string {
  return `${group}/${version}/${kind}`;
}

/**
 * The schemas of the built-in kinds. The file is read when the first one is asked for; all servers of the process share
 * it.
 */
class BuiltinSchemas {
  readonly byName: ReadonlyMap<string, OpenApiSchema>;
  readonly #names = new Map<string, string>();
  readonly #types = new Map<string, FieldType>();

  private constructor(byName: ReadonlyMap<string, OpenApiSchema>) {
    this.byName = byName;
    for (const [name, schema] of this.byName) {
      for (const kind of schema[kindsKey] ?? []) {
        this.#names.set(idOf(kind), name);
      }
    }
  }

  static read(): BuiltinSchemas {
    const path = join(packageFolder('openapi'), 'builtinSchemas.json');
    const found = fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return new BuiltinSchemas(new Map(Object.entries(found)));
  }

  nameOf(kind: KindName): string | undefined {
    return this.#names.get(idOf(kind));
  }

  /** The type of what a reference names. */
  type(reference: string): FieldType {
    const known = this.#types.get(reference);
    if (known) {
      return known;
    }
    const type = FieldType.of({ $ref: reference }, name =>
      this.byName.get(schemaNameOf(name)),
    );
    this.#types.set(reference, type);
    return type;
  }
}

let loaded: BuiltinSchemas | undefined;

function schemas(): BuiltinSchemas {
  loaded ??= BuiltinSchemas.read();
  return loaded;
}

/** All schemas of the built-in kinds by the names that they have in the OpenAPI documents. */
export function builtinSchemas(): ReadonlyMap<string, OpenApiSchema> {
  return schemas().byName;
}

/** The name of the schema of a built-in kind. */
export function builtinSchemaName(kind: KindName): string | undefined {
  return schemas().nameOf(kind);
}

/** The type of the objects of a built-in kind. */
export function builtinFieldType(kind: KindName): FieldType {
  const name = schemas().nameOf(kind);
  return name ? schemas().type(schemaReference(name)) : FieldType.free;
}

const customTypes = new WeakMap<FieldSchema, FieldType>();

/** The type of the objects of a custom resource with that schema. */
export function customFieldType(schema: FieldSchema): FieldType {
  const known = customTypes.get(schema);
  if (known) {
    return known;
  }
  const type = FieldType.of(schema).withField(
    'metadata',
    schemas().type(schemaReference(objectMetaName)),
  );
  customTypes.set(schema, type);
  return type;
}
