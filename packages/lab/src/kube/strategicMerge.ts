import { isJsonObject, JsonObject } from './kubeObject';

/** The field by which the items of a list are told apart, by the list's name. */
const mergeKeys: Record<string, readonly string[]> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  imagePullSecrets: ['name'],
  secrets: ['name'],
  hostAliases: ['ip'],
  ports: ['containerPort', 'port'],
  conditions: ['type'],
  addresses: ['type'],
  ownerReferences: ['uid'],
  topologySpreadConstraints: ['topologyKey'],
};

const mergedPrimitives = new Set(['finalizers']);

function keyOf(field: string, items: unknown[]): string | undefined {
  return mergeKeys[field]?.find(key =>
    items.some(item => isJsonObject(item) && item[key] !== undefined),
  );
}

function mergeList(field: string, target: unknown, patch: unknown[]): unknown {
  const current = Array.isArray(target) ? target : [];
  if (mergedPrimitives.has(field)) {
    return [...new Set([...current, ...patch])];
  }
  const directives = patch.filter(
    item => isJsonObject(item) && item.$patch === 'replace',
  );
  const key = keyOf(field, patch);
  if (directives.length > 0 || !key) {
    return patch.filter(item => !directives.includes(item));
  }
  const result = [...current];
  for (const item of patch) {
    if (!isJsonObject(item)) {
      continue;
    }
    const position = result.findIndex(
      known => isJsonObject(known) && known[key] === item[key],
    );
    if (item.$patch === 'delete') {
      if (position >= 0) {
        result.splice(position, 1);
      }
    } else if (position >= 0) {
      result[position] = strategicMergePatch(result[position], item);
    } else {
      result.push(strategicMergePatch({}, item));
    }
  }
  return result;
}

function applyDirective(
  result: JsonObject,
  directive: string,
  value: unknown,
): void {
  const [name, field] = directive.split('/');
  if (name === '$deleteFromPrimitiveList' && Array.isArray(value)) {
    const current = result[field];
    if (Array.isArray(current)) {
      result[field] = current.filter(item => !value.includes(item));
    }
  }
  if (name === '$retainKeys' && Array.isArray(value)) {
    for (const key of Object.keys(result)) {
      if (!value.includes(key)) {
        delete result[key];
      }
    }
  }
}

/**
 * Applies a strategic merge patch. Lists are merged by the keys that the built-in kinds use
 * (https://kubernetes.io/docs/reference/kubernetes-api/, "patch strategy"); all other lists are replaced.
 */
export function strategicMergePatch(target: unknown, patch: unknown): unknown {
  if (!isJsonObject(patch)) {
    return patch;
  }
  if (patch.$patch === 'replace') {
    const { $patch: _directive, ...replacement } = patch;
    return replacement;
  }
  if (patch.$patch === 'delete') {
    return {};
  }
  const result: JsonObject = isJsonObject(target) ? { ...target } : {};
  for (const [field, value] of Object.entries(patch)) {
    if (field.startsWith('$')) {
      applyDirective(result, field, value);
    } else if (value === null) {
      delete result[field];
    } else if (Array.isArray(value)) {
      result[field] = mergeList(field, result[field], value);
    } else if (isJsonObject(value) && value.$patch === 'delete') {
      delete result[field];
    } else {
      result[field] = strategicMergePatch(result[field], value);
    }
  }
  return result;
}
