import { z } from 'zod';
import { KubeObject, kubeTime } from './kubeObject';
import { ObjectWriter } from './ObjectWriter';
import { ResourceDefinition, ResourceVersion } from './ResourceDefinition';
import { ResourceRegistry, ServedResource } from './ResourceRegistry';
import { StoreEvent } from './ResourceStore';
import { printerColumns, printerColumnSchema } from './table/printerColumns';

const versionSchema = z.looseObject({
  name: z.string(),
  served: z.boolean(),
  storage: z.boolean(),
  schema: z
    .looseObject({ openAPIV3Schema: z.looseObject({}).optional() })
    .optional(),
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
  group: z.string(),
  scope: z.enum(['Namespaced', 'Cluster']),
  names: z.looseObject({
    plural: z.string(),
    singular: z.string().optional(),
    kind: z.string(),
    listKind: z.string().optional(),
    shortNames: z.array(z.string()).optional(),
    categories: z.array(z.string()).optional(),
  }),
  versions: z.array(versionSchema).min(1),
});

type CustomResourceSpec = z.infer<typeof specSchema>;

function path(jsonPath: string): string[] {
  return jsonPath.split('.').filter(part => part !== '');
}

function toVersion(version: z.infer<typeof versionSchema>): ResourceVersion {
  const scale = version.subresources?.scale;
  return {
    name: version.name,
    columns: printerColumns(version.additionalPrinterColumns),
    subresources: {
      status: version.subresources?.status !== undefined,
      scale: scale && {
        specReplicas: path(scale.specReplicasPath),
        statusReplicas: path(scale.statusReplicasPath),
        selector: scale.labelSelectorPath
          ? path(scale.labelSelectorPath)
          : undefined,
      },
    },
  };
}

function toDefinition(spec: CustomResourceSpec): ResourceDefinition {
  const served = spec.versions.filter(version => version.served);
  const selectable: Record<string, string[]> = {};
  for (const version of served) {
    for (const field of version.selectableFields ?? []) {
      const parts = path(field.jsonPath);
      selectable[parts.join('.')] = parts;
    }
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

function condition(type: string, reason: string, message: string) {
  return {
    type,
    status: 'True',
    lastTransitionTime: kubeTime(new Date()),
    reason,
    message,
  };
}

function establishedStatus(spec: CustomResourceSpec) {
  const definition = toDefinition(spec);
  return {
    conditions: [
      condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
      condition(
        'Established',
        'InitialNamesAccepted',
        'the initial names have been accepted',
      ),
    ],
    acceptedNames: {
      plural: definition.resource,
      singular: definition.singular,
      ...(definition.shortNames.length > 0
        ? { shortNames: definition.shortNames }
        : {}),
      kind: definition.kind,
      listKind: definition.listKind,
      ...(definition.categories.length > 0
        ? { categories: definition.categories }
        : {}),
    },
    storedVersions: spec.versions
      .filter(version => version.storage)
      .map(version => version.name),
  };
}

/**
 * Serves what CustomResourceDefinitions define, from the moment that they are written.
 *
 * @internal
 */
export class CustomResourceController {
  readonly #registry: ResourceRegistry;
  readonly #writer: ObjectWriter;
  readonly #definitions: ServedResource;

  private constructor(registry: ResourceRegistry, writer: ObjectWriter) {
    this.#registry = registry;
    this.#writer = writer;
    this.#definitions = registry.builtin(
      'apiextensions.k8s.io',
      'customresourcedefinitions',
    );
  }

  static attach(registry: ResourceRegistry, writer: ObjectWriter): void {
    const controller = new CustomResourceController(registry, writer);
    controller.#definitions.store.subscribe(event => controller.#handle(event));
  }

  #handle(event: StoreEvent): void {
    const { object } = event.current;
    const parsed = specSchema.safeParse(object.spec);
    if (!parsed.success) {
      return;
    }
    const definition = toDefinition(parsed.data);
    if (event.type === 'DELETED') {
      this.#registry.unregister(definition);
      return;
    }
    this.#registry.register(definition);
    if (event.type === 'ADDED') {
      queueMicrotask(() => this.#establish(object, parsed.data));
    }
  }

  #establish(object: KubeObject, spec: CustomResourceSpec): void {
    this.#writer.update(this.#definitions, {
      version: this.#definitions.definition.versions[0],
      name: object.metadata.name ?? '',
      subresource: 'status',
      change: current => ({ ...current, status: establishedStatus(spec) }),
    });
  }
}
