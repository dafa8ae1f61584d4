import { isJsonObject, JsonObject, listAt, objectAt } from '../kubeObject';
import { ResourceDefinition, resourceId } from '../ResourceDefinition';
import { ResourceRegistry } from '../ResourceRegistry';
import { objectMetaName, schemaReference } from './builtinSchemas';

const listMetaName = 'io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta';
const text = { type: 'string' };

function reference(name: string): JsonObject {
  return { allOf: [{ $ref: schemaReference(name) }] };
}

function kindOf(options: { group: string; version: string; kind: string }) {
  return { 'x-kubernetes-group-version-kind': [options] };
}

/** The name of the schema of a custom resource: `com.example.v1.Widget`. */
export function customSchemaName(
  { group, kind }: { group: string; kind: string },
  version: string,
): string {
  return [...group.split('.').reverse(), version, kind].join('.');
}

/** The schema as its CustomResourceDefinition has it, with its prose. */
function definedSchema(
  registry: ResourceRegistry,
  definition: ResourceDefinition,
  version: string,
): JsonObject {
  const definitions = registry.builtin(
    'apiextensions.k8s.io',
    'customresourcedefinitions',
  );
  const stored = definitions.store.get(resourceId(definition))?.object;
  const found = listAt(stored, 'spec', 'versions').find(
    candidate => isJsonObject(candidate) && candidate.name === version,
  );
  return objectAt(found, 'schema', 'openAPIV3Schema');
}

/** The schemas of a custom resource and of its list, by name. */
export function customSchemas(
  registry: ResourceRegistry,
  definition: ResourceDefinition,
  version: string,
): Record<string, JsonObject> {
  const { group, kind, listKind } = definition;
  const schema = definedSchema(registry, definition, version);
  const name = customSchemaName(definition, version);
  const listName = customSchemaName({ group, kind: listKind }, version);
  return {
    [name]: {
      ...schema,
      properties: {
        apiVersion: text,
        kind: text,
        ...objectAt(schema, 'properties'),
        metadata: reference(objectMetaName),
      },
      ...kindOf({ group, version, kind }),
    },
    [listName]: {
      type: 'object',
      required: ['items'],
      properties: {
        apiVersion: text,
        items: { type: 'array', items: { $ref: schemaReference(name) } },
        kind: text,
        metadata: reference(listMetaName),
      },
      ...kindOf({ group, version, kind: listKind }),
    },
  };
}
