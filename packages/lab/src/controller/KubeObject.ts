import { z } from 'zod';

/** Metadata of any Kubernetes object, as far as the lab's controllers read it. */
export const objectMetaSchema = z.looseObject({
  name: z.string(),
  namespace: z.string().optional(),
  uid: z.string().optional(),
  resourceVersion: z.string().optional(),
  generation: z.number().optional(),
  creationTimestamp: z.string().optional(),
  deletionTimestamp: z.string().optional(),
  labels: z.record(z.string(), z.string()).optional(),
  annotations: z.record(z.string(), z.string()).optional(),
  finalizers: z.array(z.string()).optional(),
  ownerReferences: z
    .array(
      z.looseObject({
        apiVersion: z.string(),
        kind: z.string(),
        name: z.string(),
        uid: z.string(),
        controller: z.boolean().optional(),
        blockOwnerDeletion: z.boolean().optional(),
      }),
    )
    .optional(),
});

/** Any Kubernetes object: typed metadata, the rest as it came. */
export const kubeObjectSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: objectMetaSchema,
});

/** @internal */
export type ObjectMeta = z.infer<typeof objectMetaSchema>;

/** @internal */
export type KubeObject = z.infer<typeof kubeObjectSchema>;

/** `namespace/name`, or the name alone of a cluster-scoped object: what caches and queues are keyed by. */
export function objectKey(object: {
  metadata: { namespace?: string; name: string };
}): string {
  const { namespace, name } = object.metadata;
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** {@link objectKey} of the owner of a kind, where there is one. */
export function ownerKey(object: KubeObject, kind: string): string | undefined {
  const { namespace, ownerReferences } = object.metadata;
  const owner = ownerReferences?.find(reference => reference.kind === kind);
  return owner && objectKey({ metadata: { namespace, name: owner.name } });
}

/** Group and version of an `apiVersion`; the core group is the empty string. */
export function groupVersion(apiVersion: string): {
  group: string;
  version: string;
} {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? { group: '', version: apiVersion }
    : {
        group: apiVersion.slice(0, slash),
        version: apiVersion.slice(slash + 1),
      };
}

/** The inverse of {@link groupVersion}. */
export function apiVersionOf(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}

/** A time as Kubernetes writes `metav1.Time`: UTC, whole seconds. */
export function kubeTime(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
