import {
  isJsonObject,
  JsonObject,
  KubeObject,
  numberAt,
  objectAt,
  valueAt,
} from './kubeObject';
import { ResourceVersion } from './ResourceDefinition';
import { invalid } from './status';
import { replicasErrors } from './validation/workloadErrors';

function selectorText(selector: unknown): string | undefined {
  if (typeof selector === 'string') {
    return selector;
  }
  if (!isJsonObject(selector)) {
    return undefined;
  }
  return Object.entries(objectAt(selector, 'matchLabels'))
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/** The `autoscaling/v1` Scale of an object. */
export function scaleOf(
  object: KubeObject,
  version: ResourceVersion,
): JsonObject {
  const { scale } = version.subresources;
  const { name, namespace, uid, resourceVersion, creationTimestamp } =
    object.metadata;
  const selector = scale?.selector
    ? selectorText(valueAt(object, ...scale.selector))
    : undefined;
  const wanted = numberAt(object, ...(scale?.specReplicas ?? []));
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: wanted === 0 ? {} : { replicas: wanted },
    status: {
      replicas: numberAt(object, ...(scale?.statusReplicas ?? [])),
      ...(selector ? { selector } : {}),
    },
  };
}

function withValue(
  target: JsonObject,
  path: readonly string[],
  value: unknown,
): JsonObject {
  const [field, ...rest] = path;
  return {
    ...target,
    [field]:
      rest.length === 0
        ? value
        : withValue(objectAt(target, field), rest, value),
  };
}

/** The object with the replicas of a changed Scale. */
export function changeByScale(
  object: KubeObject,
  version: ResourceVersion,
  change: (scale: JsonObject) => unknown,
): KubeObject {
  const changed = change(scaleOf(object, version));
  const replicas = valueAt(changed, 'spec', 'replicas') ?? 0;
  const errors = replicasErrors(replicas);
  if (errors.length > 0) {
    throw invalid(
      { group: 'autoscaling', resource: 'scales', kind: 'Scale' },
      object.metadata.name ?? '',
      errors,
    );
  }
  const resourceVersion = valueAt(changed, 'metadata', 'resourceVersion');
  return {
    ...withValue(
      object,
      version.subresources.scale?.specReplicas ?? [],
      replicas,
    ),
    metadata: {
      ...object.metadata,
      resourceVersion:
        typeof resourceVersion === 'string'
          ? resourceVersion
          : object.metadata.resourceVersion,
    },
  };
}
