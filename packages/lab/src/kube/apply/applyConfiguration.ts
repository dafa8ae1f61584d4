import { isJsonObject, JsonObject, KubeObject, kubeTime } from '../kubeObject';
import { apiVersionOf } from '../ResourceDefinition';
import { applyConflict, FieldConflict } from './applyConflict';
import { compareFields } from './compareFields';
import {
  objectType,
  ownCreated,
  ownedPart,
  withoutFields,
  WriteTarget,
} from './FieldOwnership';
import { fieldsOf } from './fieldsOf';
import {
  difference,
  FieldTree,
  intersection,
  sharedTree,
  union,
} from './fieldTree';
import { lastAppliedFields, withLastApplied } from './lastApplied';
import {
  isSameOwner,
  ManagedEntry,
  managedEntries,
  withManagedEntries,
} from './ManagedEntry';
import { mergeConfiguration } from './mergeConfiguration';
import { removeAbandoned } from './removeAbandoned';

/** The manager whose earlier `kubectl apply` without `--server-side` gives it a right to its fields. */
const kubectlManager = 'kubectl';

/**
 * What somebody applies.
 */
export interface AppliedConfiguration {
  configuration: KubeObject;
  manager: string;
  /** Whether fields may be taken from their owners. */
  force: boolean;
}

function applyEntry(
  target: WriteTarget,
  manager: string,
  fields: FieldTree,
): ManagedEntry {
  const { definition, version, subresource } = target;
  return {
    manager,
    operation: 'Apply',
    apiVersion: apiVersionOf(definition.group, version.name),
    time: kubeTime(new Date()),
    fieldsType: 'FieldsV1',
    fieldsV1: sharedTree(fields),
    ...(subresource ? { subresource } : {}),
  };
}

/** The entries of an object; one that was never tracked is owned by what was there before. */
function trackedEntries(
  current: KubeObject,
  target: WriteTarget,
): readonly ManagedEntry[] {
  const entries = managedEntries(current);
  return entries.length > 0
    ? entries
    : managedEntries(
        ownCreated(current, {
          ...target,
          manager: 'before-first-apply',
          sent: current,
        }),
      );
}

function conflictsOf(
  entries: readonly ManagedEntry[],
  changed: FieldTree | undefined,
): FieldConflict[] {
  return entries.flatMap(owner => {
    const fields = intersection(owner.fieldsV1, changed);
    return fields ? [{ owner, fields }] : [];
  });
}

function withoutAllowed(
  conflicts: readonly FieldConflict[],
  allowed: FieldTree | undefined,
): FieldConflict[] {
  return conflicts.flatMap(conflict => {
    const fields = difference(conflict.fields, allowed);
    return fields ? [{ ...conflict, fields }] : [];
  });
}

function asObject(value: unknown, fallback: JsonObject): JsonObject {
  return isJsonObject(value) ? value : fallback;
}

/** A new object as it is applied for the first time. */
export function ownApplied(
  object: KubeObject,
  options: WriteTarget & { manager: string; configuration: KubeObject },
): KubeObject {
  const fields = fieldsOf(
    ownedPart(options.configuration, options),
    objectType(options),
  );
  return withManagedEntries(
    object,
    fields ? [applyEntry(options, options.manager, fields)] : [],
  );
}

/**
 * The live object with a configuration applied to it, as server-side apply does: what the manager applied before and
 * leaves out now goes, unless others own it; what others own and the configuration wants otherwise is a conflict.
 * Throws a 409 then.
 */
export function applyConfiguration(
  current: KubeObject,
  applied: AppliedConfiguration,
  target: WriteTarget,
): KubeObject {
  const { configuration, manager } = applied;
  const type = objectType(target);
  const wanted = ownedPart(configuration, target);
  const live = ownedPart(current, target);
  const entries = trackedEntries(current, target);
  const fields = fieldsOf(wanted, type);
  const fresh = applyEntry(target, manager, fields ?? {});
  const before = entries.find(entry => isSameOwner(entry, fresh));
  const others = entries.filter(entry => entry !== before);
  let now = fields;
  for (const entry of others) {
    now = union(now, entry.fieldsV1);
  }
  const merged = asObject(
    removeAbandoned(mergeConfiguration(live, wanted, type), type, {
      before: before?.fieldsV1,
      now,
    }),
    live,
  );
  const { set, removed } = compareFields(live, merged, type);
  const conflicts = conflictsOf(others, set);
  if (conflicts.length > 0 && !applied.force) {
    const allowed =
      manager === kubectlManager
        ? lastAppliedFields(current, target)
        : undefined;
    const left = withoutAllowed(conflicts, allowed);
    if (left.length > 0) {
      throw applyConflict(left);
    }
  }
  const isSame = !set && !removed && before?.fieldsV1 === fresh.fieldsV1;
  const owned = withManagedEntries(
    withContent(current, merged, configuration, target),
    isSame
      ? entries
      : [...withoutFields(others, set, removed), ...(fields ? [fresh] : [])],
  );
  return manager === kubectlManager
    ? withLastApplied(owned, configuration)
    : owned;
}

/** The live object with the merged part; identity and revision are what the configuration says, if it does. */
function withContent(
  current: KubeObject,
  merged: JsonObject,
  configuration: KubeObject,
  target: WriteTarget,
): KubeObject {
  const { metadata, ...content } = merged;
  const { apiVersion, kind, status } = current;
  const {
    labels: _labels,
    annotations: _annotations,
    finalizers: _finalizers,
    ownerReferences: _ownerReferences,
    ...identity
  } = current.metadata;
  const { uid, resourceVersion } = configuration.metadata;
  const isStatus = target.subresource === 'status';
  return {
    apiVersion,
    kind,
    ...(isStatus ? { ...current } : {}),
    ...(status !== undefined ? { status } : {}),
    ...content,
    metadata: {
      ...(isStatus && target.definition.custom ? current.metadata : identity),
      ...asObject(metadata, {}),
      ...(uid ? { uid } : {}),
      ...(resourceVersion ? { resourceVersion } : {}),
    },
  };
}
