import { z } from 'zod';
import {
  isJsonObject,
  JsonObject,
  KubeObject,
  objectAt,
  valueAt,
} from './kubeObject';
import { onceForEach } from './onceForEach';
import { ResourceDefinition, ResourceVersion } from './ResourceDefinition';
import { customFieldType } from './openApi/builtinSchemas';
import { schemaErrors } from './schemaValidation';
import { FieldError } from './status';
import {
  fitToSchema,
  structuralSchemaSchema,
  unknownFields,
} from './structuralSchema';
import { printerColumns, printerColumnSchema } from './table/printerColumns';
import { required } from './validation/fieldErrors';
import { structuralErrors } from './validation/structuralErrors';

const versionSchema = z.looseObject({
  name: z.string(),
  served: z.boolean(),
  storage: z.boolean(),
  schema: z
    .looseObject({ openAPIV3Schema: structuralSchemaSchema.optional() })
    .default({}),
  subresources: z
    .looseObject({
      status: z.looseObject({}).optional(),
      scale: z
        .looseObject({
          specReplicasPath: z.string(),
          statusReplicasPath: z.string(),
          labelSelectorPath: z.string().optional(),
        })
        .optional(),
    })
    .optional(),
  additionalPrinterColumns: z.array(printerColumnSchema).optional(),
  selectableFields: z.array(z.looseObject({ jsonPath: z.string() })).optional(),
});

const specSchema = z.looseObject({
  group: z.string().min(1),
  scope: z.enum(['Namespaced', 'Cluster']),
  names: z.looseObject({
    plural: z.string().min(1),
    singular: z.string().optional(),
    kind: z.string().min(1),
    listKind: z.string().optional(),
    shortNames: z.array(z.string()).optional(),
    categories: z.array(z.string()).optional(),
  }),
  versions: z.array(versionSchema).min(1),
});

/** `spec` of a CustomResourceDefinition. */
export type CustomResourceSpec = z.infer<typeof specSchema>;

function fieldPath(jsonPath: string): string[] {
  return jsonPath.split('.').filter(part => part !== '');
}

function toVersion(version: z.infer<typeof versionSchema>): ResourceVersion {
  const scale = version.subresources?.scale;
  const schema = version.schema.openAPIV3Schema ?? {};
  return {
    name: version.name,
    columns: printerColumns(version.additionalPrinterColumns),
    subresources: {
      status: version.subresources?.status !== undefined,
      scale: scale && {
        specReplicas: fieldPath(scale.specReplicasPath),
        statusReplicas: fieldPath(scale.statusReplicasPath),
        selector: scale.labelSelectorPath
          ? fieldPath(scale.labelSelectorPath)
          : undefined,
      },
    },
    normalize: object => ({
      ...fitToSchema(object, schema),
      metadata: object.metadata,
    }),
    validate: object => schemaErrors(object, schema),
    unknownFields: object => unknownFields(object, schema),
    fieldType: () => customFieldType(schema),
  };
}

/** Versions in the order of discovery: v2, v1, v1beta2, v1beta1, v1alpha1, then others by name. */
function compareVersions(a: string, b: string): number {
  const rank = (version: string) => {
    const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
    if (!match) {
      return [0, 0, 0];
    }
    const stability = { alpha: 1, beta: 2 }[match[2] ?? ''] ?? 3;
    return [stability, Number(match[1]), Number(match[3] ?? 0)];
  };
  const left = rank(a);
  for (const [index, value] of rank(b).entries()) {
    if (value !== left[index]) {
      return value - left[index];
    }
  }
  return a < b ? -1 : 1;
}

/** What the server serves for a CustomResourceDefinition. */
export const customResource = onceForEach(toDefinition);

function toDefinition(spec: CustomResourceSpec): ResourceDefinition {
  const served = spec.versions
    .filter(version => version.served)
    .sort((a, b) => compareVersions(a.name, b.name));
  const selectable: Record<string, string[]> = {};
  for (const field of served.flatMap(
    version => version.selectableFields ?? [],
  )) {
    const parts = fieldPath(field.jsonPath);
    selectable[parts.join('.')] = parts;
  }
  return {
    group: spec.group,
    resource: spec.names.plural,
    kind: spec.names.kind,
    singular: spec.names.singular ?? spec.names.kind.toLowerCase(),
    listKind: spec.names.listKind ?? `${spec.names.kind}List`,
    shortNames: spec.names.shortNames ?? [],
    categories: spec.names.categories ?? [],
    namespaced: spec.scope === 'Namespaced',
    versions: served.map(toVersion),
    preferredVersion: served[0]?.name ?? '',
    custom: true,
    generation: true,
    nameRule: 'subdomain',
    returnsDeleted: false,
    defaultPropagation: 'Background',
    selectableFields: selectable,
    unconditionalUpdate: false,
  };
}

const parseSpec = onceForEach((spec: JsonObject) => specSchema.safeParse(spec));

/** The spec of a stored CustomResourceDefinition; validation has let it in, so it can be read. */
export function readSpec(object: KubeObject): CustomResourceSpec | undefined {
  const parsed = parseSpec(objectAt(object, 'spec'));
  return parsed.success ? parsed.data : undefined;
}

const specDefaults = onceForEach((spec: JsonObject): JsonObject => {
  const names = objectAt(spec, 'names');
  const kind = typeof names.kind === 'string' ? names.kind : '';
  if (spec.conversion && names.listKind && names.singular) {
    return spec;
  }
  const named: JsonObject = {
    ...names,
    ...(kind && !names.listKind ? { listKind: `${kind}List` } : {}),
    ...(kind && !names.singular ? { singular: kind.toLowerCase() } : {}),
  };
  return {
    conversion: { strategy: 'None' },
    ...spec,
    ...(isJsonObject(spec.names) ? { names: named } : {}),
  };
});

/** Fills names, conversion and the like, as the server does. */
export function definitionDefaults(object: KubeObject): KubeObject {
  return { ...object, spec: specDefaults(objectAt(object, 'spec')) };
}

function fieldOf(path: readonly PropertyKey[]): string {
  let field = 'spec';
  for (const part of path) {
    field += typeof part === 'number' ? `[${part}]` : `.${String(part)}`;
  }
  return field;
}

function issueError(issue: z.core.$ZodIssue, spec: unknown): FieldError {
  const field = fieldOf(issue.path);
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    return required(field);
  }
  if (issue.code === 'invalid_value') {
    const value = valueAt(spec, ...issue.path.map(String));
    const supported = issue.values.map(String).sort();
    return {
      type: 'notSupported',
      field,
      message: `Unsupported value: ${JSON.stringify(
        value,
      )}: supported values: ${supported
        .map(name => JSON.stringify(name))
        .join(', ')}`,
    };
  }
  return { type: 'invalid', field, message: `Invalid value: ${issue.message}` };
}

/** What is wrong with a CustomResourceDefinition. */
export function definitionErrors(object: KubeObject): FieldError[] {
  const parsed = parseSpec(objectAt(object, 'spec'));
  if (!parsed.success) {
    return parsed.error.issues.map(issue => issueError(issue, object.spec));
  }
  const { group, names, versions } = parsed.data;
  const errors: FieldError[] = [];
  const expected = `${names.plural}.${group}`;
  if (object.metadata.name !== expected) {
    errors.push({
      type: 'invalid',
      field: 'metadata.name',
      message: `Invalid value: "${object.metadata.name}": must be spec.names.plural+"."+spec.group`,
    });
  }
  if (versions.filter(version => version.storage).length !== 1) {
    errors.push({
      type: 'invalid',
      field: 'spec.versions',
      message:
        'Invalid value: must have exactly one version marked as storage version',
    });
  }
  for (const [index, version] of versions.entries()) {
    const schema = version.schema.openAPIV3Schema;
    const own = `spec.versions[${index}].schema.openAPIV3Schema`;
    // A real server moves the schema of an only version to where it was before versions had schemas.
    const path =
      versions.length === 1 ? 'spec.validation.openAPIV3Schema' : own;
    errors.push(...(schema ? structuralErrors(schema, path) : [required(own)]));
  }
  return errors;
}
