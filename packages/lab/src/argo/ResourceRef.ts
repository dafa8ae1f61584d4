import { groupVersion, type KubeObject } from '../controller';

/** What a resource is called, whatever its version. */
export interface ResourceRef {
  group: string;
  version: string;
  kind: string;
  /** Empty for what is cluster-scoped. */
  namespace: string;
  name: string;
}

export function refOf(object: KubeObject): ResourceRef {
  return {
    ...groupVersion(object.apiVersion),
    kind: object.kind,
    namespace: object.metadata.namespace ?? '',
    name: object.metadata.name,
  };
}

/** A key that is equal for equal resources: group, kind, namespace and name. */
export function refKey(ref: Omit<ResourceRef, 'version'>): string {
  return `${ref.group}/${ref.kind}:${ref.namespace}/${ref.name}`;
}

export const trackingAnnotation = 'argocd.argoproj.io/tracking-id';

/** By this annotation Argo CD knows which Application an object belongs to. */
export function trackingId(application: string, ref: ResourceRef): string {
  return `${application}:${refKey(ref)}`;
}

/** The Application that an object says it belongs to; undefined when the annotation was copied from another object. */
export function trackedBy(object: KubeObject): string | undefined {
  const id = object.metadata.annotations?.[trackingAnnotation];
  const separator = id?.indexOf(':') ?? -1;
  if (id === undefined || separator < 0) {
    return undefined;
  }
  const application = id.slice(0, separator);
  return id === trackingId(application, refOf(object))
    ? application
    : undefined;
}

const kindsInOrder = [
  'Namespace',
  'NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
  'PodSecurityPolicy',
  'PodDisruptionBudget',
  'ServiceAccount',
  'Secret',
  'ConfigMap',
  'StorageClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'Service',
  'DaemonSet',
  'Pod',
  'ReplicationController',
  'ReplicaSet',
  'Deployment',
  'HorizontalPodAutoscaler',
  'StatefulSet',
  'Job',
  'CronJob',
  'IngressClass',
  'Ingress',
  'APIService',
];

/** Where a kind stands in the order of applying: what others need comes first, unknown kinds come last. */
export function kindOrder(kind: string): number {
  const index = kindsInOrder.indexOf(kind);
  return index < 0 ? kindsInOrder.length : index;
}

/** The order in which resources stand in an Application's status. */
export function compareRefs(a: ResourceRef, b: ResourceRef): number {
  const [left, right] = [refKey(a), refKey(b)];
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}
