import {
  isJsonObject,
  JsonObject,
  KubeObject,
  numberAt,
  objectAt,
  valueAt,
} from './kubeObject';
import { ResourceVersion } from './ResourceDefinition';
import { badRequest } from './status';

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
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: numberAt(object, ...(scale?.specReplicas ?? [])) },
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
  if (typeof replicas !== 'number' || replicas < 0) {
    throw badRequest('spec.replicas of a Scale must be a number of 0 or more');
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
