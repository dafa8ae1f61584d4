import { isJsonObject, type JsonObject, type KubeObject } from '../controller';
import { argoAnnotations, listAnnotation } from './annotations';
import type { IgnoreDifferences } from './applicationSchema';
import { hookPhases, isHook, isSkipped, syncWave } from './hooks';
import { IgnoredDifferences } from './ignore/IgnoredDifferences';
import {
  compareRefs,
  refKey,
  refOf,
  trackingAnnotation,
  trackingId,
  type ResourceRef,
} from './ResourceRef';

const lastAppliedAnnotation =
  'kubectl.kubernetes.io/last-applied-configuration';

/** Whether a resource is as Git wants it; `Unknown` when one of the two sides could not be had. */
export type SyncCode = 'Synced' | 'OutOfSync' | 'Unknown';

/** One resource of an Application: as Git wants it, as the cluster has it, and whether that is the same. */
export interface ComparedResource {
  ref: ResourceRef;
  /** Absent when Git does not have it, and of a hook that once ran. */
  target?: KubeObject;
  /** Absent when the cluster does not have it. */
  live?: KubeObject;
  /** Absent of hooks and of what is left alone: they do not count. */
  status?: SyncCode;
  /** It is on the cluster, and Git does not have it any more. */
  requiresPruning: boolean;
  hook: boolean;
  syncWave: number;
}

/** The comparison of an Application's target state with its live state. */
export interface Comparison {
  resources: ComparedResource[];
  /** Hooks as Git has them. */
  hooks: KubeObject[];
  status: SyncCode;
}

/** Options of {@link compare}. */
export interface CompareOptions {
  targets: readonly KubeObject[];
  live: readonly KubeObject[];
  ignoreDifferences?: readonly IgnoreDifferences[];
  /** One of the two sides could not be had: nothing is known for sure. */
  incomplete?: boolean;
}

/** Compares what Git wants with the live objects that are named by it or belong to the Application. */
export function compare(options: CompareOptions): Comparison {
  const live = new Map(
    options.live.map(object => [refKey(refOf(object)), object]),
  );
  const hooks = options.targets.filter(isHook);
  const resources: ComparedResource[] = [];
  for (const target of options.targets) {
    if (!isHook(target)) {
      const ref = refOf(target);
      const found = live.get(refKey(ref));
      live.delete(refKey(ref));
      resources.push(comparedTarget(target, found, options));
    }
  }
  for (const extra of live.values()) {
    const { incomplete } = options;
    resources.push(comparedExtra(extra, { hooks, incomplete }));
  }
  resources.sort((a, b) => compareRefs(a.ref, b.ref));
  return { resources, hooks, status: overall(resources, options.incomplete) };
}

function comparedTarget(
  target: KubeObject,
  live: KubeObject | undefined,
  options: CompareOptions,
): ComparedResource {
  const ignored = IgnoredDifferences.of(options.ignoreDifferences, {
    target,
    live,
  });
  const code =
    live && !applyPatch(target, live, ignored) ? 'Synced' : 'OutOfSync';
  return {
    ref: refOf(target),
    target,
    live,
    ...(isSkipped(target)
      ? {}
      : { status: options.incomplete ? 'Unknown' : code }),
    requiresPruning: false,
    hook: false,
    syncWave: syncWave(target),
  };
}

function comparedExtra(
  live: KubeObject,
  options: { hooks: readonly KubeObject[]; incomplete?: boolean },
): ComparedResource {
  const hook = isHook(live);
  const definition = options.hooks.find(
    target => refKey(refOf(target)) === refKey(refOf(live)),
  );
  return {
    ref: refOf(live),
    live,
    ...(hook ? {} : { status: options.incomplete ? 'Unknown' : 'OutOfSync' }),
    requiresPruning: true,
    hook: hookPhases(live).length > 0,
    syncWave: definition ? syncWave(definition) : 0,
  };
}

function overall(
  resources: readonly ComparedResource[],
  incomplete: boolean | undefined,
): SyncCode {
  if (incomplete) {
    return 'Unknown';
  }
  return resources.some(
    ({ status, target, live }) =>
      status === 'OutOfSync' &&
      !(
        !target &&
        live &&
        listAnnotation(live, argoAnnotations.compareOptions).includes(
          'IgnoreExtraneous',
        )
      ),
  )
    ? 'OutOfSync'
    : 'Synced';
}

/** The object with the annotation that says which Application it belongs to. */
export function tracked(target: KubeObject, application: string): KubeObject {
  return withAnnotation(
    target,
    trackingAnnotation,
    trackingId(application, refOf(target)),
  );
}

/** The object as it is created: it carries what was applied, for the next comparison. */
export function withLastApplied(target: KubeObject): KubeObject {
  return withAnnotation(
    target,
    lastAppliedAnnotation,
    `${JSON.stringify(target)}\n`,
  );
}

/**
 * The merge patch that brings a live object to its target, undefined when nothing has to change. What others have set
 * and Git never named stays; what Git named before and no longer does goes.
 */
export function applyPatch(
  target: KubeObject,
  live: KubeObject,
  ignored?: IgnoredDifferences,
): JsonObject | undefined {
  const seen = (object: JsonObject) =>
    ignored ? ignored.removeFrom(object) : object;
  const patch = patchBetween(
    seen(withoutStatus(lastApplied(live))),
    seen(withoutStatus(target)),
    seen(live),
  );
  return Object.keys(patch).length > 0 ? patch : undefined;
}

function withAnnotation(
  object: KubeObject,
  name: string,
  value: string,
): KubeObject {
  const { metadata } = object;
  return {
    ...object,
    metadata: {
      ...metadata,
      annotations: { ...metadata.annotations, [name]: value },
    },
  };
}

function lastApplied(live: KubeObject): JsonObject {
  const text = live.metadata.annotations?.[lastAppliedAnnotation];
  if (text === undefined) {
    return {};
  }
  try {
    const parsed: unknown = JSON.parse(text);
    return isJsonObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

function withoutStatus(object: JsonObject): JsonObject {
  const { status: _, ...rest } = object;
  return rest;
}

function patchBetween(
  last: JsonObject,
  target: JsonObject,
  live: JsonObject,
): JsonObject {
  const patch: JsonObject = {};
  for (const [field, wanted] of Object.entries(target)) {
    const actual = live[field];
    const before = last[field];
    if (isJsonObject(wanted) && isJsonObject(actual)) {
      const inner = patchBetween(
        isJsonObject(before) ? before : {},
        wanted,
        actual,
      );
      if (Object.keys(inner).length > 0) {
        patch[field] = inner;
      }
    } else if (!satisfies(actual, wanted, before)) {
      patch[field] = wanted;
    }
  }
  for (const field of Object.keys(last)) {
    if (!(field in target) && live[field] !== undefined) {
      patch[field] = null;
    }
  }
  return patch;
}

/** Whether a live value is what is wanted; an API server may have added defaults inside of it. */
function satisfies(actual: unknown, wanted: unknown, before: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(actual) &&
      actual.length === wanted.length &&
      wanted.every((item, index) =>
        satisfies(
          actual[index],
          item,
          Array.isArray(before) ? before[index] : undefined,
        ),
      )
    );
  }
  if (isJsonObject(wanted)) {
    return (
      isJsonObject(actual) &&
      Object.keys(
        patchBetween(isJsonObject(before) ? before : {}, wanted, actual),
      ).length === 0
    );
  }
  // An API server drops what is empty: null and nothing are the same.
  return (actual ?? null) === (wanted ?? null);
}
