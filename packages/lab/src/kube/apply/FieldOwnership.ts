import { JsonObject, KubeObject, kubeTime } from '../kubeObject';
import {
  apiVersionOf,
  ResourceDefinition,
  ResourceVersion,
} from '../ResourceDefinition';
import { compareFields } from './compareFields';
import { fieldsOf } from './fieldsOf';
import {
  difference,
  FieldTree,
  sharedTree,
  union,
  withoutBranches,
} from './fieldTree';
import { FieldType } from './FieldType';
import {
  isReset,
  isSameOwner,
  ManagedEntry,
  managedEntries,
  sentEntries,
  withManagedEntries,
} from './ManagedEntry';
import { serverChoices } from './serverChoices';

/**
 * Where a write goes: the kind, its version and, for a part of the object, the subresource.
 */
export interface WriteTarget {
  definition: ResourceDefinition;
  version: ResourceVersion;
  subresource?: string;
}

/** The type of a whole object of that version. */
export function objectType({ version }: WriteTarget): FieldType {
  return version.fieldType?.() ?? FieldType.free;
}

/** The part of an object whose fields have owners, as far as the target writes it. */
export function ownedPart(object: KubeObject, target: WriteTarget): JsonObject {
  const { definition, version, subresource } = target;
  const { apiVersion: _apiVersion, kind: _kind, ...parts } = object;
  const { metadata: wholeMetadata, status, ...content } = parts;
  const {
    name: _name,
    namespace: _namespace,
    uid: _uid,
    resourceVersion: _resourceVersion,
    generation: _generation,
    creationTimestamp: _creationTimestamp,
    deletionTimestamp: _deletionTimestamp,
    deletionGracePeriodSeconds: _grace,
    selfLink: _selfLink,
    managedFields: _managedFields,
    ...kept
  } = wholeMetadata;
  const metadata = Object.keys(kept).length > 0 ? { metadata: kept } : {};
  if (subresource === 'status') {
    return {
      ...(definition.custom ? {} : metadata),
      ...(status === undefined ? {} : { status }),
    };
  }
  return {
    ...content,
    ...metadata,
    ...(status === undefined || version.subresources.status ? {} : { status }),
  };
}

/** Who the owner of an update is in `managedFields`. */
function updateEntry(
  target: WriteTarget,
  manager: string,
  fields: FieldTree,
): ManagedEntry {
  const { definition, version, subresource } = target;
  return {
    manager,
    operation: 'Update',
    apiVersion: apiVersionOf(definition.group, version.name),
    // A real server leaves the time out here.
    ...(subresource === 'scale' ? {} : { time: kubeTime(new Date()) }),
    fieldsType: 'FieldsV1',
    fieldsV1: fields,
    ...(subresource ? { subresource } : {}),
  };
}

/** The entries without the fields that others have changed or removed. */
export function withoutFields(
  entries: readonly ManagedEntry[],
  ...taken: Array<FieldTree | undefined>
): ManagedEntry[] {
  return entries.flatMap(entry => {
    let fields: FieldTree | undefined = entry.fieldsV1;
    for (const tree of taken) {
      fields = difference(fields, tree);
    }
    if (fields === entry.fieldsV1) {
      return [entry];
    }
    return fields ? [{ ...entry, fieldsV1: sharedTree(fields) }] : [];
  });
}

/** A new object with its creator as the owner of what it sent and of the defaults. */
export function ownCreated(
  object: KubeObject,
  options: WriteTarget & { manager: string; sent: KubeObject },
): KubeObject {
  const { manager, sent } = options;
  if (isReset(sent)) {
    return withManagedEntries(object, []);
  }
  const type = objectType(options);
  const before: JsonObject = { metadata: {} };
  let { set } = compareFields(before, ownedPart(object, options), type);
  const choices = options.definition.custom
    ? undefined
    : serverChoices(options.definition.kind);
  if (choices && set) {
    const chosen = difference(
      choices,
      fieldsOf(ownedPart(sent, options), type),
    );
    set = chosen ? withoutBranches(set, chosen) : set;
  }
  const kept = withoutFields(sentEntries(sent, undefined), set);
  return withManagedEntries(
    object,
    set ? [...kept, updateEntry(options, manager, sharedTree(set))] : kept,
  );
}

/**
 * A changed object with the writer as the owner of what it changed. `sent` is what the client wrote: its own
 * `managedFields` count when it has some.
 */
export function ownUpdated(
  objects: { current: KubeObject; next: KubeObject; sent: KubeObject },
  options: WriteTarget & { manager: string },
): KubeObject {
  const { current, next, sent } = objects;
  if (!options.subresource && isReset(sent)) {
    return withManagedEntries(next, []);
  }
  const entries = options.subresource
    ? managedEntries(current)
    : sentEntries(sent, current);
  if (entries.length === 0) {
    return withManagedEntries(next, entries);
  }
  const { set, removed } = compareFields(
    ownedPart(current, options),
    ownedPart(next, options),
    objectType(options),
  );
  if (!set && !removed) {
    return withManagedEntries(next, entries);
  }
  if (!set) {
    return withManagedEntries(next, withoutFields(entries, removed));
  }
  const fresh = updateEntry(options, options.manager, set);
  const own = entries.find(entry => isSameOwner(entry, fresh));
  const others = entries.filter(entry => entry !== own);
  const fields = union(difference(own?.fieldsV1, removed), set) ?? set;
  return withManagedEntries(next, [
    ...withoutFields(others, set, removed),
    { ...fresh, fieldsV1: sharedTree(fields) },
  ]);
}
