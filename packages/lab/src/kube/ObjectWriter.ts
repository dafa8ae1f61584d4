import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { FieldWriter, ownChanged, ownNew } from './apply/FieldWriter';
import {
  checkMortal,
  checkPreconditions,
  DeleteOptions,
  isReadyToGo,
  markDeleted,
} from './deletion';
import { KubeObject, kubeTime } from './kubeObject';
import { metadataErrors } from './metadata/metadataErrors';
import { generatedName } from './names';
import {
  apiVersionOf,
  ResourceDefinition,
  ResourceVersion,
} from './ResourceDefinition';
import { ResourceRegistry, ServedResource } from './ResourceRegistry';
import { StoredObject } from './ResourceStore';
import {
  alreadyExists,
  FieldError,
  forbidden,
  invalid,
  notFound,
  StatusError,
  stillDeleted,
} from './status';
import {
  checkFinalizers,
  checkIdentity,
  contentWithoutRevision,
  generationContent,
  mergeUpdate,
  withoutField,
} from './updateRules';

/**
 * The outcome of a deletion: the object, and whether it is gone already.
 *
 * @internal
 */
export interface DeleteResult {
  stored: StoredObject;
  removed: boolean;
}

/** The store's key of an object. */
export function objectKey(name: string, namespace: string | undefined): string {
  return namespace ? `${namespace}/${name}` : name;
}

/**
 * Writes objects by the API's rules: names, identities, revisions, generations, status, finalizers. The handlers of
 * requests and the server's own controllers write through it.
 *
 * @internal
 */
export class ObjectWriter {
  readonly #registry: ResourceRegistry;

  constructor(registry: ResourceRegistry) {
    this.#registry = registry;
  }

  create(
    served: ServedResource,
    options: {
      version: ResourceVersion;
      namespace?: string;
      object: KubeObject;
      dryRun?: boolean;
    } & FieldWriter,
  ): StoredObject {
    const { definition, store } = served;
    const { version, namespace } = options;
    if (namespace) {
      this.#requireNamespace(definition, namespace, options.object);
    }
    if (options.object.metadata.resourceVersion) {
      throw new StatusError({
        code: 500,
        message: 'resourceVersion should not be set on objects to be created',
      });
    }
    const { generateName } = options.object.metadata;
    const name =
      options.object.metadata.name ||
      (generateName ? generatedName(generateName) : '');
    const {
      selfLink: _selfLink,
      deletionTimestamp: _deletionTimestamp,
      deletionGracePeriodSeconds: _grace,
      generation: _generation,
      namespace: _namespace,
      ...sent
    } = options.object.metadata;
    let object: KubeObject = {
      ...options.object,
      metadata: {
        ...sent,
        name,
        ...(namespace ? { namespace } : {}),
        uid: randomUUID(),
        ...(definition.generation ? { generation: 1 } : {}),
        creationTimestamp: kubeTime(new Date()),
      },
    };
    object = this.#fit(definition, version, object);
    if (definition.initialStatus !== 'keep' && version.subresources.status) {
      object = withoutField(object, 'status');
      if (definition.initialStatus) {
        object = { ...object, status: definition.initialStatus(object) };
      }
    }
    object = ownNew(object, { ...options, definition, sent: options.object });
    refuseErrors(definition, object, objectErrors(definition, version, object));
    const key = objectKey(name, namespace);
    const existing = store.get(key);
    if (existing) {
      throw existing.object.metadata.deletionTimestamp
        ? stillDeleted(definition, name)
        : alreadyExists(definition, name);
    }
    return options.dryRun
      ? new StoredObject({ key, object, revision: 0 })
      : store.put(key, object);
  }

  /** Replaces an object by what `change` makes of it. */
  update(
    served: ServedResource,
    options: {
      version: ResourceVersion;
      namespace?: string;
      name: string;
      subresource?: string;
      change: (current: KubeObject) => KubeObject;
      dryRun?: boolean;
    } & FieldWriter,
  ): StoredObject {
    const { definition, store } = served;
    const key = objectKey(options.name, options.namespace);
    const stored = store.get(key);
    if (!stored) {
      throw notFound(definition, options.name);
    }
    const current = stored.object;
    const wanted = options.change(current);
    checkIdentity(definition, current, wanted);
    let next = mergeUpdate(definition, options, { current, wanted });
    next = this.#fit(definition, options.version, next);
    next = ownChanged(
      { current, next, sent: wanted },
      { ...options, definition },
    );
    refuseErrors(definition, next, [
      ...objectErrors(definition, options.version, next),
      ...(definition.validateChange?.(next, current) ?? []),
    ]);
    checkFinalizers(definition, current, next);
    if (
      definition.generation &&
      !isDeepStrictEqual(
        generationContent(current, options.version.subresources.status),
        generationContent(next, options.version.subresources.status),
      )
    ) {
      next = {
        ...next,
        metadata: {
          ...next.metadata,
          generation: (current.metadata.generation ?? 0) + 1,
        },
      };
    }
    if (
      isDeepStrictEqual(
        contentWithoutRevision(current),
        contentWithoutRevision(next),
      )
    ) {
      return stored;
    }
    if (options.dryRun) {
      return new StoredObject({ key, object: next, revision: 0 });
    }
    if (isReadyToGo(definition, next)) {
      store.remove(key);
      return new StoredObject({ key, object: next, revision: 0 });
    }
    return store.put(key, next);
  }

  delete(
    served: ServedResource,
    options: { namespace?: string; name: string } & DeleteOptions,
  ): DeleteResult {
    const { definition, store } = served;
    checkMortal(definition, options.name);
    const key = objectKey(options.name, options.namespace);
    const stored = store.get(key);
    if (!stored) {
      throw notFound(definition, options.name);
    }
    checkPreconditions(definition, stored.object, options);
    if (options.dryRun) {
      return { stored, removed: true };
    }
    const marked = markDeleted(definition, stored.object, options);
    if (isReadyToGo(definition, marked)) {
      return { stored: store.remove(key) ?? stored, removed: true };
    }
    const unchanged = isDeepStrictEqual(marked, stored.object);
    return {
      stored: unchanged ? stored : store.put(key, marked),
      removed: false,
    };
  }

  #requireNamespace(
    definition: ResourceDefinition,
    namespace: string,
    object: KubeObject,
  ): void {
    const namespaces = this.#registry.builtin('', 'namespaces');
    const stored = namespaces.store.get(namespace);
    if (!stored) {
      throw notFound(namespaces.definition, namespace);
    }
    if (stored.object.metadata.deletionTimestamp) {
      throw forbidden(definition, object.metadata.name ?? '', {
        why: `unable to create new content in namespace ${namespace} because it is being terminated`,
        causes: [
          {
            reason: 'NamespaceTerminating',
            message: `namespace ${namespace} is being terminated`,
            field: 'metadata.namespace',
          },
        ],
      });
    }
  }

  #fit(
    definition: ResourceDefinition,
    version: ResourceVersion,
    object: KubeObject,
  ): KubeObject {
    const typed = {
      ...object,
      apiVersion: apiVersionOf(definition.group, definition.preferredVersion),
      kind: definition.kind,
    };
    const normalized = version.normalize?.(typed) ?? typed;
    return definition.applyDefaults?.(normalized) ?? normalized;
  }
}

function objectErrors(
  definition: ResourceDefinition,
  version: ResourceVersion,
  object: KubeObject,
): FieldError[] {
  return [
    ...metadataErrors(object, definition),
    ...(version.validate?.(object) ?? []),
    ...(definition.validate?.(object) ?? []),
  ];
}

function refuseErrors(
  definition: ResourceDefinition,
  object: KubeObject,
  errors: FieldError[],
): void {
  if (errors.length > 0) {
    throw invalid(definition, object.metadata.name ?? '', errors);
  }
}
