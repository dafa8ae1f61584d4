import { KubeObject, kubeTime, listAt, numberAt, textAt } from './kubeObject';
import { ResourceDefinition } from './ResourceDefinition';
import { conflict, forbidden } from './status';

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

/** Finalizers with which the garbage collector keeps an owner until its dependents are dealt with. */
export const foregroundFinalizer = 'foregroundDeletion';
export const orphanFinalizer = 'orphan';

const immortalNamespaces = new Set(['default', 'kube-public', 'kube-system']);

/** Throws 403 for the namespaces that no cluster can be without. */
export function checkMortal(
  definition: ResourceDefinition,
  name: string,
): void {
  const isNamespace =
    definition.group === '' && definition.resource === 'namespaces';
  if (isNamespace && immortalNamespaces.has(name)) {
    throw forbidden(definition, name, {
      why: 'this namespace may not be deleted',
    });
  }
}

/** Throws 409 when the object is not the one that the client meant. */
export function checkPreconditions(
  definition: ResourceDefinition,
  object: KubeObject,
  options: DeleteOptions,
): void {
  const { uid, resourceVersion } = options.preconditions ?? {};
  const name = object.metadata.name ?? '';
  const subject = { ...definition, resource: definition.kind };
  if (uid && uid !== object.metadata.uid) {
    throw conflict(
      subject,
      name,
      `the UID in the precondition (${uid}) does not match the UID in record (${object.metadata.uid}). The object might have been deleted and then recreated`,
    );
  }
  if (resourceVersion && resourceVersion !== object.metadata.resourceVersion) {
    throw conflict(
      subject,
      name,
      `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${object.metadata.resourceVersion}). The object might have been modified`,
    );
  }
}

/** Whether nothing holds a deleted object any longer. */
export function isReadyToGo(
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

/** Namespaces and CustomResourceDefinitions are deleted by rules of their own: no period of grace, no new generation. */
function hasOwnDeletion({ group, resource }: ResourceDefinition): boolean {
  return (
    (group === '' && resource === 'namespaces') ||
    (group === 'apiextensions.k8s.io' &&
      resource === 'customresourcedefinitions')
  );
}

/** The object with a time of deletion and the finalizers that its propagation needs. */
export function markDeleted(
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
  const hasOwnRules = hasOwnDeletion(definition);
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
      ...(first && metadata.generation !== undefined && !hasOwnRules
        ? { generation: metadata.generation + 1 }
        : {}),
      deletionTimestamp:
        metadata.deletionTimestamp ??
        kubeTime(new Date(Date.now() + grace * 1000)),
      ...(hasOwnRules ? {} : { deletionGracePeriodSeconds: remaining }),
    },
  };
}
