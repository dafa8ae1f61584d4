import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { KubeObject, kubeTime, listAt, numberAt, textAt } from './kubeObject';
import { generatedName, nameProblem } from './names';
import { ResourceDefinition, ResourceVersion } from './ResourceDefinition';
import { ResourceRegistry, ServedResource } from './ResourceRegistry';
import { StoredObject } from './ResourceStore';
import {
  alreadyExists,
  conflict,
  FieldError,
  forbidden,
  invalid,
  notFound,
  StatusError,
} from './status';

/**
 * How an object is to be deleted, as `v1.DeleteOptions` says it.
 *
 * @internal
 */
export interface DeleteOptions {
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  gracePeriodSeconds?: number;
  preconditions?: { uid?: string; resourceVersion?: string };
  dryRun?: boolean;
}

/**
 * The outcome of a deletion: the object, and whether it is gone already.
 *
 * @internal
 */
export interface DeleteResult {
  stored: StoredObject;
  removed: boolean;
}

/** Finalizers with which the garbage collector keeps an owner until its dependents are dealt with. */
export const foregroundFinalizer = 'foregroundDeletion';
export const orphanFinalizer = 'orphan';

/** The store's key of an object. */
export function objectKey(name: string, namespace: string | undefined): string {
  return namespace ? `${namespace}/${name}` : name;
}

function withoutField(object: KubeObject, field: string): KubeObject {
  const { [field]: _removed, ...rest } = object;
  return { ...rest, metadata: object.metadata };
}

function hasStatus(version: ResourceVersion): boolean {
  return version.subresources.status;
}

function contentWithoutRevision(object: KubeObject): KubeObject {
  const { resourceVersion: _revision, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/** The part of an object whose changes count in `metadata.generation`. */
function generationContent(object: KubeObject, statusIsApart: boolean) {
  const { metadata: _metadata, status, ...content } = object;
  return statusIsApart ? content : { ...content, status };
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
    },
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
    if (definition.initialStatus !== 'keep' && hasStatus(version)) {
      object = withoutField(object, 'status');
      if (definition.initialStatus) {
        object = { ...object, status: definition.initialStatus(object) };
      }
    }
    this.#validate(definition, version, object);
    const key = objectKey(name, namespace);
    if (store.get(key)) {
      throw alreadyExists(definition, name);
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
    },
  ): StoredObject {
    const { definition, store } = served;
    const key = objectKey(options.name, options.namespace);
    const stored = store.get(key);
    if (!stored) {
      throw notFound(definition, options.name);
    }
    const current = stored.object;
    const wanted = options.change(current);
    this.#checkIdentity(definition, current, wanted);
    let next = this.#merge(definition, options, { current, wanted });
    next = this.#fit(definition, options.version, next);
    this.#validate(definition, options.version, next);
    this.#checkFinalizers(definition, current, next);
    if (
      definition.generation &&
      !isDeepStrictEqual(
        generationContent(current, hasStatus(options.version)),
        generationContent(next, hasStatus(options.version)),
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
      return store.remove(key) ?? stored;
    }
    return store.put(key, next);
  }

  delete(
    served: ServedResource,
    options: { namespace?: string; name: string } & DeleteOptions,
  ): DeleteResult {
    const { definition, store } = served;
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
    const normalized = version.normalize?.(object) ?? object;
    return definition.applyDefaults?.(normalized) ?? normalized;
  }

  #validate(
    definition: ResourceDefinition,
    version: ResourceVersion,
    object: KubeObject,
  ): void {
    const errors: FieldError[] = [];
    const name = object.metadata.name ?? '';
    if (!name) {
      errors.push({
        type: 'required',
        field: 'metadata.name',
        message: 'Required value: name or generateName is required',
      });
    } else {
      const problem = nameProblem(name, definition.nameRule);
      if (problem) {
        errors.push({
          type: 'invalid',
          field: 'metadata.name',
          message: `Invalid value: "${name}": ${problem}`,
        });
      }
    }
    errors.push(...(version.validate?.(object) ?? []));
    errors.push(...(definition.validate?.(object) ?? []));
    if (errors.length > 0) {
      throw invalid(definition, name, errors);
    }
  }

  #checkIdentity(
    definition: ResourceDefinition,
    current: KubeObject,
    wanted: KubeObject,
  ): void {
    const name = current.metadata.name ?? '';
    const { uid, resourceVersion } = wanted.metadata;
    if (uid && uid !== current.metadata.uid) {
      throw conflict(
        definition,
        name,
        `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${current.metadata.uid}`,
      );
    }
    if (!resourceVersion && !definition.unconditionalUpdate) {
      throw invalid(definition, name, [
        {
          type: 'invalid',
          field: 'metadata.resourceVersion',
          message: 'Invalid value: 0x0: must be specified for an update',
        },
      ]);
    }
    if (
      resourceVersion &&
      resourceVersion !== current.metadata.resourceVersion
    ) {
      throw conflict(definition, name);
    }
  }

  /** The server keeps what a client cannot change, and status and the rest apart from each other. */
  #merge(
    definition: ResourceDefinition,
    options: { version: ResourceVersion; subresource?: string },
    objects: { current: KubeObject; wanted: KubeObject },
  ): KubeObject {
    const { current, wanted } = objects;
    const kept = {
      name: current.metadata.name,
      ...(current.metadata.generateName
        ? { generateName: current.metadata.generateName }
        : {}),
      ...(current.metadata.namespace
        ? { namespace: current.metadata.namespace }
        : {}),
      uid: current.metadata.uid,
      resourceVersion: current.metadata.resourceVersion,
      ...(current.metadata.generation !== undefined
        ? { generation: current.metadata.generation }
        : {}),
      creationTimestamp: current.metadata.creationTimestamp,
      ...(current.metadata.deletionTimestamp
        ? {
            deletionTimestamp: current.metadata.deletionTimestamp,
            deletionGracePeriodSeconds:
              current.metadata.deletionGracePeriodSeconds,
          }
        : {}),
    };
    if (options.subresource === 'status') {
      const annotations = definition.custom
        ? current.metadata.annotations
        : wanted.metadata.annotations;
      const { annotations: _annotations, ...metadata } = current.metadata;
      return {
        ...current,
        metadata: { ...metadata, ...(annotations ? { annotations } : {}) },
        status: wanted.status,
      };
    }
    const {
      deletionTimestamp: _deletionTimestamp,
      deletionGracePeriodSeconds: _grace,
      generation: _generation,
      generateName: _generateName,
      selfLink: _selfLink,
      ...changed
    } = wanted.metadata;
    const next = { ...wanted, metadata: { ...changed, ...kept } };
    if (!hasStatus(options.version)) {
      return next;
    }
    return current.status === undefined
      ? withoutField(next, 'status')
      : { ...next, status: current.status };
  }

  #checkFinalizers(
    definition: ResourceDefinition,
    current: KubeObject,
    next: KubeObject,
  ): void {
    if (!current.metadata.deletionTimestamp) {
      return;
    }
    const known = new Set(current.metadata.finalizers);
    const added = (next.metadata.finalizers ?? []).filter(
      finalizer => !known.has(finalizer),
    );
    if (added.length > 0) {
      throw invalid(definition, next.metadata.name ?? '', [
        {
          type: 'forbidden',
          field: 'metadata.finalizers',
          message: `Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{${added
            .map(finalizer => `"${finalizer}"`)
            .join(', ')}}`,
        },
      ]);
    }
  }
}

function checkPreconditions(
  definition: ResourceDefinition,
  object: KubeObject,
  options: DeleteOptions,
): void {
  const { uid, resourceVersion } = options.preconditions ?? {};
  const name = object.metadata.name ?? '';
  if (uid && uid !== object.metadata.uid) {
    throw conflict(
      definition,
      name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${object.metadata.uid}`,
    );
  }
  if (resourceVersion && resourceVersion !== object.metadata.resourceVersion) {
    throw conflict(
      definition,
      name,
      `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${object.metadata.resourceVersion}`,
    );
  }
}

/** Whether nothing holds a deleted object any longer. */
function isReadyToGo(
  definition: ResourceDefinition,
  object: KubeObject,
): boolean {
  const isNamespace =
    definition.group === '' && definition.resource === 'namespaces';
  return (
    object.metadata.deletionTimestamp !== undefined &&
    (object.metadata.finalizers ?? []).length === 0 &&
    (object.metadata.deletionGracePeriodSeconds ?? 0) === 0 &&
    !(isNamespace && listAt(object, 'spec', 'finalizers').length > 0)
  );
}

/** Pods that run on a node are given time to stop. */
function gracePeriod(
  definition: ResourceDefinition,
  object: KubeObject,
  options: DeleteOptions,
): number {
  const phase = textAt(object, 'status', 'phase');
  const isRunningPod =
    definition.group === '' &&
    definition.resource === 'pods' &&
    textAt(object, 'spec', 'nodeName') !== '' &&
    phase !== 'Failed' &&
    phase !== 'Succeeded';
  if (!isRunningPod) {
    return 0;
  }
  return (
    options.gracePeriodSeconds ??
    (numberAt(object, 'spec', 'terminationGracePeriodSeconds') || 30)
  );
}

function markDeleted(
  definition: ResourceDefinition,
  object: KubeObject,
  options: DeleteOptions,
): KubeObject {
  const policy = options.propagationPolicy ?? definition.defaultPropagation;
  const isChosen = options.propagationPolicy !== undefined;
  const finalizers = (object.metadata.finalizers ?? []).filter(
    finalizer =>
      !isChosen ||
      (finalizer !== foregroundFinalizer && finalizer !== orphanFinalizer),
  );
  if (policy === 'Foreground' && !finalizers.includes(foregroundFinalizer)) {
    finalizers.push(foregroundFinalizer);
  }
  if (policy === 'Orphan' && !finalizers.includes(orphanFinalizer)) {
    finalizers.push(orphanFinalizer);
  }
  const { finalizers: _finalizers, ...metadata } = object.metadata;
  const first = metadata.deletionTimestamp === undefined;
  const grace = gracePeriod(definition, object, options);
  const remaining = first
    ? grace
    : Math.min(metadata.deletionGracePeriodSeconds ?? 0, grace);
  return {
    ...object,
    ...(first && definition.resource === 'namespaces'
      ? { status: { phase: 'Terminating' } }
      : {}),
    metadata: {
      ...metadata,
      ...(finalizers.length > 0 ? { finalizers } : {}),
      ...(first && metadata.generation !== undefined
        ? { generation: metadata.generation + 1 }
        : {}),
      deletionTimestamp:
        metadata.deletionTimestamp ??
        kubeTime(new Date(Date.now() + grace * 1000)),
      deletionGracePeriodSeconds: remaining,
    },
  };
}
