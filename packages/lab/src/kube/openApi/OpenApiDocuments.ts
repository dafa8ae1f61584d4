import { createHash } from 'node:crypto';
import { isJsonObject, JsonObject } from '../kubeObject';
import { ResourceDefinition, versionOf } from '../ResourceDefinition';
import { ResourceRegistry } from '../ResourceRegistry';
import {
  builtinSchemaName,
  builtinSchemas,
  schemaNameOf,
} from './builtinSchemas';
import { customSchemaName, customSchemas } from './customSchemas';
import { openApiPaths } from './openApiPaths';

/**
 * A document with what tells whether it is still the same.
 */
export interface OpenApiDocument {
  body: JsonObject;
  hash: string;
}

/** What belongs into one document. */
interface GroupVersion {
  version: string;
  definitions: ResourceDefinition[];
}

function hashOf(value: unknown): string {
  return createHash('sha512')
    .update(JSON.stringify(value))
    .digest('hex')
    .toUpperCase();
}

/** The names of all schemas that a value refers to. */
function referredSchemas(value: unknown, names: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) {
      referredSchemas(item, names);
    }
  } else if (isJsonObject(value)) {
    for (const [field, content] of Object.entries(value)) {
      if (field === '$ref' && typeof content === 'string') {
        names.add(schemaNameOf(content));
      } else {
        referredSchemas(content, names);
      }
    }
  }
}

/** The schemas that the paths need, with all that these refer to. */
function neededSchemas(
  paths: unknown,
  own: Readonly<Record<string, JsonObject>>,
): JsonObject {
  const builtin = builtinSchemas();
  const names = new Set(Object.keys(own));
  referredSchemas(paths, names);
  const found: JsonObject = {};
  // A set goes on to what is added to it meanwhile.
  for (const name of names) {
    const schema = own[name] ?? builtin.get(name);
    if (schema) {
      found[name] = schema;
      referredSchemas(schema, names);
    }
  }
  return Object.fromEntries(
    Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/**
 * The OpenAPI documents of an API server, one for each version of a group, made anew from what it serves when they are
 * asked for.
 *
 * @internal
 */
export class OpenApiDocuments {
  readonly #registry: ResourceRegistry;

  constructor(registry: ResourceRegistry) {
    this.#registry = registry;
  }

  /** Where the documents are; each address changes with what is in its document. */
  index(): JsonObject {
    const entries = [...this.#groupVersions()].map(
      ([key, group]): [string, object] => [
        key,
        { serverRelativeURL: `/openapi/v3/${key}?hash=${this.#hash(group)}` },
      ],
    );
    return { paths: Object.fromEntries(entries) };
  }

  /** The document of `apis/apps/v1` or `api/v1`. */
  document(key: string): OpenApiDocument | undefined {
    const group = this.#groupVersions().get(key);
    if (!group) {
      return undefined;
    }
    const { paths, schemas } = this.#content(group);
    const isCustom = group.definitions.some(({ custom }) => custom);
    return {
      hash: this.#hash(group),
      body: {
        openapi: '3.0.0',
        info: isCustom
          ? { title: 'Kubernetes CRD Swagger', version: 'v0.1.0' }
          : { title: 'Kubernetes', version: 'unversioned' },
        paths,
        components: { schemas },
      },
    };
  }

  /** Everything in one, for the older form of the documents. */
  whole(): { paths: JsonObject; schemas: JsonObject; hash: string } {
    const groups = [...this.#groupVersions().values()];
    const contents = groups.map(group => this.#content(group));
    return {
      paths: Object.assign({}, ...contents.map(({ paths }) => paths)),
      schemas: Object.assign({}, ...contents.map(({ schemas }) => schemas)),
      hash: hashOf(groups.map(group => this.#hash(group))),
    };
  }

  #groupVersions(): Map<string, GroupVersion> {
    const groups = new Map<string, GroupVersion>();
    for (const { definition } of this.#registry.all()) {
      const { group } = definition;
      for (const { name } of definition.versions) {
        const key = group ? `apis/${group}/${name}` : `api/${name}`;
        const known = groups.get(key) ?? { version: name, definitions: [] };
        known.definitions.push(definition);
        groups.set(key, known);
      }
    }
    return groups;
  }

  /** Built-in kinds do not change while a server runs; custom ones change with their definition. */
  #hash({ version, definitions }: GroupVersion): string {
    const custom = this.#registry.builtin(
      'apiextensions.k8s.io',
      'customresourcedefinitions',
    );
    return hashOf(
      definitions.map(({ group, resource }) => {
        const stored = custom.store.get(`${resource}.${group}`)?.object;
        const { uid, generation } = stored?.metadata ?? {};
        return { group, version, resource, uid, generation };
      }),
    );
  }

  #content({ version, definitions }: GroupVersion): {
    paths: JsonObject;
    schemas: JsonObject;
  } {
    const own: Record<string, JsonObject> = {};
    const paths = definitions.flatMap(definition => {
      const served = versionOf(definition, version);
      if (definition.custom) {
        Object.assign(own, customSchemas(this.#registry, definition, version));
      }
      return served
        ? openApiPaths({
            definition,
            version: served,
            schemas: schemaNames(definition, version),
          })
        : [];
    });
    return {
      paths: Object.fromEntries(paths),
      schemas: neededSchemas(paths, own),
    };
  }
}

function schemaNames(
  definition: ResourceDefinition,
  version: string,
): { object: string; list: string } {
  const { group, kind, listKind, custom } = definition;
  const nameOf = (name: string) =>
    custom
      ? customSchemaName({ group, kind: name }, version)
      : builtinSchemaName({ group, version, kind: name }) ?? '';
  return { object: nameOf(kind), list: nameOf(listKind) };
}
