import type { JsonObject, JsonValue } from '@backstage/types';
import { compare } from '../fleet/compare';
import type { ApplicationSource, SourceOverride } from '../fleet/types';

/**
 * An override that applies to a placement, and where it comes from.
 *
 * @internal
 */
export interface AppliedOverride {
  override: SourceOverride;
  /** `rule shops`, `application web`. */
  origin: string;
  priority: number;
}

/** One thing that an override sets. */
interface Setting {
  /** What is set: `['targetRevision']`, `['helm', 'values', 'image', 'tag']`, `['kustomize', 'images', 'nginx']`. */
  path: string[];
  value: JsonValue;
  origin: string;
  priority: number;
}

/**
 * A source with its overrides. Of two that set the same thing the one with the higher priority counts; patches add up.
 *
 * @returns the source, and for each thing that two overrides of the same priority set differently a sentence
 * @internal
 */
export function mergeOverrides(
  source: ApplicationSource,
  overrides: readonly AppliedOverride[],
): { source: ApplicationSource; conflicts: string[] } {
  const ordered = [...overrides].sort(
    (a, b) => a.priority - b.priority || compare(a.origin, b.origin),
  );
  const settings = ordered.flatMap(settingsOf);
  const result: ApplicationSource = { ...source };
  for (const { path, value } of settings) {
    const [field, , ...rest] = path;
    if (field === 'targetRevision') {
      result.targetRevision = String(value);
    } else if (field === 'helm') {
      const values = setIn(result.helm?.values ?? {}, rest, value);
      result.helm = { ...result.helm, values };
    } else {
      const kept = (result.kustomize?.images ?? []).filter(
        image => imageName(image) !== rest[0],
      );
      const images = [...kept, String(value)];
      result.kustomize = { ...result.kustomize, images };
    }
  }
  const patches = ordered.flatMap(
    ({ override }) => override.kustomize?.patches ?? [],
  );
  if (patches.length > 0) {
    result.kustomize = {
      ...result.kustomize,
      patches: [...(result.kustomize?.patches ?? []), ...patches],
    };
  }
  return { source: result, conflicts: conflictsOf(settings) };
}

function settingsOf(applied: AppliedOverride): Setting[] {
  const { override, origin, priority } = applied;
  const { targetRevision, helm, kustomize } = override;
  const revisions: [string[], JsonValue][] =
    targetRevision === undefined ? [] : [[['targetRevision'], targetRevision]];
  const values = [...leaves(helm?.values ?? {}, ['helm', 'values'])];
  const images = (kustomize?.images ?? []).map(
    (image): [string[], JsonValue] => [
      ['kustomize', 'images', imageName(image)],
      image,
    ],
  );
  return [...revisions, ...values, ...images].map(([path, value]) => ({
    path,
    value,
    origin,
    priority,
  }));
}

/** Lists are set as a whole, as Helm does. */
function* leaves(
  value: JsonObject,
  path: string[],
): Iterable<[string[], JsonValue]> {
  for (const [key, item] of Object.entries(value)) {
    const below = [...path, key];
    if (isObject(item) && Object.keys(item).length > 0) {
      yield* leaves(item, below);
    } else if (item !== undefined) {
      yield [below, item];
    }
  }
}

function setIn(
  object: JsonObject,
  path: readonly string[],
  value: JsonValue,
): JsonObject {
  const [key, ...rest] = path;
  if (rest.length === 0) {
    return { ...object, [key]: value };
  }
  const inner = Object.hasOwn(object, key) ? object[key] : undefined;
  return {
    ...object,
    [key]: setIn(isObject(inner) ? inner : {}, rest, value),
  };
}

/** Two settings are in each other's way when one's path is the other's, or begins it. */
function conflictsOf(settings: readonly Setting[]): string[] {
  const byPath = new Map<string, Setting[]>();
  for (const setting of settings) {
    const key = JSON.stringify(setting.path);
    byPath.set(key, [...(byPath.get(key) ?? []), setting]);
  }
  const conflicts = new Set<string>();
  for (const setting of settings) {
    for (let length = 1; length <= setting.path.length; length += 1) {
      const above = byPath.get(JSON.stringify(setting.path.slice(0, length)));
      for (const other of above ?? []) {
        if (isConflict(setting, other, settings)) {
          const [first, second] = [setting.origin, other.origin].sort(compare);
          conflicts.add(
            `${first} and ${second} both set ${other.path.join('.')}`,
          );
        }
      }
    }
  }
  return [...conflicts];
}

function isConflict(
  a: Setting,
  b: Setting,
  settings: readonly Setting[],
): boolean {
  if (
    a.origin === b.origin ||
    a.priority !== b.priority ||
    (a.path.length === b.path.length &&
      JSON.stringify(a.value) === JSON.stringify(b.value))
  ) {
    return false;
  }
  // A third of higher priority decides.
  return !settings.some(
    ({ path, priority }) =>
      priority > a.priority &&
      path.every((part, index) => b.path[index] === part),
  );
}

/** `nginx` of `nginx=registry.example.com/nginx:1.27`, `nginx:1.27` and `nginx@sha256:…`. */
function imageName(image: string): string {
  const [name] = image.split(/[=@]/, 1);
  return image.includes('=') ? name : name.replace(/:[^:/]*$/, '');
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
