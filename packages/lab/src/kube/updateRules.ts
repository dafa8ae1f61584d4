import { KubeObject } from './kubeObject';
import { ResourceDefinition, ResourceVersion } from './ResourceDefinition';
import { conflict, FieldError, invalid, StatusError } from './status';

/** The object without a field of its top level. */
export function withoutField(object: KubeObject, field: string): KubeObject {
  const { [field]: _removed, ...rest } = object;
  return { ...rest, metadata: object.metadata };
}

/** What an update must change to be one. */
export function contentWithoutRevision(object: KubeObject): KubeObject {
  const { resourceVersion: _revision, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/** The part of an object whose changes count in `metadata.generation`. */
export function generationContent(object: KubeObject, statusIsApart: boolean) {
  const { metadata: _metadata, status, ...content } = object;
  return statusIsApart ? content : { ...content, status };
}

/** Where a real server keeps an object; its errors name it. */
function storageKey(
  definition: ResourceDefinition,
  { namespace, name }: KubeObject['metadata'],
): string {
  const parts = ['', 'registry'];
  if (definition.custom) {
    parts.push(definition.group);
  }
  parts.push(definition.resource);
  if (namespace) {
    parts.push(namespace);
  }
  return [...parts, name].join('/');
}

/** Throws when the update was meant for another object or another state of it. */
export function checkIdentity(
  definition: ResourceDefinition,
  current: KubeObject,
  wanted: KubeObject,
): void {
  const name = current.metadata.name ?? '';
  const { uid, resourceVersion } = wanted.metadata;
  if (!resourceVersion && !definition.unconditionalUpdate) {
    const subject = { ...definition, kind: definition.resource };
    throw invalid(subject, name, [
      {
        type: 'invalid',
        field: 'metadata.resourceVersion',
        message: 'Invalid value: 0: must be specified for an update',
      },
    ]);
  }
  if (resourceVersion && !/^\d+$/.test(resourceVersion)) {
    throw new StatusError({
      code: 500,
      message: `strconv.ParseUint: parsing "${resourceVersion}": invalid syntax`,
    });
  }
  if (uid && uid !== current.metadata.uid) {
    const key = storageKey(definition, current.metadata);
    throw conflict(
      definition,
      name,
      `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${current.metadata.uid}`,
    );
  }
  if (resourceVersion && resourceVersion !== current.metadata.resourceVersion) {
    throw conflict(definition, name);
  }
}

/** Throws when a patch makes another object of this one. */
export function checkPatched(
  definition: ResourceDefinition,
  current: KubeObject,
  patched: KubeObject,
): void {
  const { name = '', uid } = current.metadata;
  if (patched.metadata.uid !== uid) {
    const error: FieldError = {
      type: 'invalid',
      field: 'metadata.uid',
      message: `Invalid value: "${
        patched.metadata.uid ?? ''
      }": field is immutable`,
    };
    // A real server finds it twice: once in general, once by the kind's own rules.
    throw invalid(definition, name, [error, error]);
  }
}

/** What the server alone writes in metadata. */
function serverMetadata(object: KubeObject) {
  const {
    name,
    generateName,
    namespace,
    uid,
    resourceVersion,
    generation,
    creationTimestamp,
    deletionTimestamp,
    deletionGracePeriodSeconds,
  } = object.metadata;
  return {
    name,
    ...(generateName ? { generateName } : {}),
    ...(namespace ? { namespace } : {}),
    uid,
    resourceVersion,
    ...(generation !== undefined ? { generation } : {}),
    creationTimestamp,
    ...(deletionTimestamp ? { deletionTimestamp } : {}),
    ...(deletionGracePeriodSeconds === undefined
      ? {}
      : { deletionGracePeriodSeconds }),
  };
}

function statusUpdate(
  definition: ResourceDefinition,
  current: KubeObject,
  wanted: KubeObject,
): KubeObject {
  const { annotations: kept, ...metadata } = current.metadata;
  const annotations = definition.custom ? kept : wanted.metadata.annotations;
  return {
    ...current,
    metadata: { ...metadata, ...(annotations ? { annotations } : {}) },
    status: wanted.status,
  };
}

/** The server keeps what a client cannot change, and status and the rest apart from each other. */
export function mergeUpdate(
  definition: ResourceDefinition,
  options: { version: ResourceVersion; subresource?: string },
  objects: { current: KubeObject; wanted: KubeObject },
): KubeObject {
  const { current, wanted } = objects;
  if (options.subresource === 'status') {
    return statusUpdate(definition, current, wanted);
  }
  const {
    deletionTimestamp: _deletionTimestamp,
    deletionGracePeriodSeconds: _grace,
    generation: _generation,
    generateName: _generateName,
    selfLink: _selfLink,
    ...changed
  } = wanted.metadata;
  const next = {
    ...wanted,
    metadata: { ...changed, ...serverMetadata(current) },
  };
  if (!options.version.subresources.status) {
    return next;
  }
  return current.status === undefined
    ? withoutField(next, 'status')
    : { ...next, status: current.status };
}

/** Throws when an update adds finalizers to an object that is being deleted. */
export function checkFinalizers(
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
    const names = added.map(finalizer => `"${finalizer}"`).join(', ');
    const error: FieldError = {
      type: 'forbidden',
      field: 'metadata.finalizers',
      message: `Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{${names}}`,
    };
    // A real server finds it twice: once in general, once by the kind's own rules.
    throw invalid(definition, next.metadata.name ?? '', [error, error]);
  }
}
