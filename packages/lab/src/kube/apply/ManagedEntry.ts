import { z } from 'zod';
import { KubeObject } from '../kubeObject';
import { FieldTree, sharedTree, union } from './fieldTree';

const fieldTreeSchema: z.ZodType<FieldTree> = z.lazy(() =>
  z.record(z.string(), fieldTreeSchema),
);

const elementPattern = /^(?:\.|[fv]:.*|k:\{.*\}|i:-?\d+)$/s;

function isReadable(tree: FieldTree): boolean {
  return Object.entries(tree).every(
    ([element, node]) => elementPattern.test(element) && isReadable(node),
  );
}

const managedEntrySchema = z.object({
  manager: z.string().default(''),
  operation: z.enum(['Apply', 'Update']),
  apiVersion: z.string(),
  time: z.string().nullish(),
  fieldsType: z.literal('FieldsV1'),
  fieldsV1: fieldTreeSchema.default({}),
  subresource: z.string().nullish(),
});

/**
 * One of `metadata.managedFields`: who owns which fields, by which way of writing. `fieldsV1` may be shared with other
 * objects.
 */
export interface ManagedEntry {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  time?: string;
  fieldsType: 'FieldsV1';
  fieldsV1: FieldTree;
  subresource?: string;
}

/** As many entries of updates are kept apart; the fields of older ones are put together. */
const updateEntryLimit = 10;
const ancientManager = 'ancient-changes';

const known = new WeakSet<object>();

/** The entries of a stored object, or those that a client sent; `undefined` where these are no entries. */
export function readEntries(
  object: KubeObject,
): readonly ManagedEntry[] | undefined {
  const value = object.metadata.managedFields;
  if (isOwnEntries(value)) {
    return value;
  }
  const parsed = z.array(managedEntrySchema).safeParse(value ?? []);
  return parsed.data?.map(({ time, subresource, fieldsV1, ...entry }) => ({
    manager: entry.manager,
    operation: entry.operation,
    apiVersion: entry.apiVersion,
    ...(time ? { time: time.replace(/\.\d+Z$/, 'Z') } : {}),
    fieldsType: entry.fieldsType,
    fieldsV1: sharedTree(fieldsV1),
    ...(subresource ? { subresource } : {}),
  }));
}

/** The entries of a stored object. */
export function managedEntries(object: KubeObject): readonly ManagedEntry[] {
  return readEntries(object) ?? [];
}

/**
 * The entries that a write begins with: those that the client sent, if it sent any that can be read, and otherwise
 * those of the stored object. Nothing is left of entries whose fields cannot be read.
 */
export function sentEntries(
  sent: KubeObject,
  current: KubeObject | undefined,
): readonly ManagedEntry[] {
  const own = readEntries(sent);
  if (own?.some(({ fieldsV1 }) => !isReadable(fieldsV1))) {
    return [];
  }
  if (own && own.length > 0) {
    return own;
  }
  return current ? managedEntries(current) : [];
}

function isOwnEntries(value: unknown): value is readonly ManagedEntry[] {
  return typeof value === 'object' && value !== null && known.has(value);
}

/** Whether two entries are of the same owner. Those who apply are the same in all versions. */
export function isSameOwner(a: ManagedEntry, b: ManagedEntry): boolean {
  return (
    a.manager === b.manager &&
    a.operation === b.operation &&
    a.subresource === b.subresource &&
    (a.operation === 'Apply' || a.apiVersion === b.apiVersion)
  );
}

function compareTexts(a = '', b = ''): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

function compareEntries(a: ManagedEntry, b: ManagedEntry): number {
  return (
    compareTexts(a.operation, b.operation) ||
    compareTexts(a.time, b.time) ||
    compareTexts(a.manager, b.manager) ||
    compareTexts(a.apiVersion, b.apiVersion) ||
    compareTexts(a.subresource, b.subresource)
  );
}

function withoutSurplus(entries: ManagedEntry[]): ManagedEntry[] {
  const updates = entries.filter(({ operation }) => operation === 'Update');
  if (updates.length <= updateEntryLimit) {
    return entries;
  }
  const oldest = updates.slice(0, updates.length - updateEntryLimit + 1);
  const [first] = oldest;
  let fields: FieldTree | undefined;
  for (const entry of oldest) {
    fields = union(fields, entry.fieldsV1);
  }
  const ancient: ManagedEntry = {
    manager: ancientManager,
    operation: 'Update',
    apiVersion: first.apiVersion,
    time: oldest.at(-1)?.time,
    fieldsType: 'FieldsV1',
    fieldsV1: sharedTree(fields ?? {}),
  };
  return [...entries.filter(entry => !oldest.includes(entry)), ancient].sort(
    compareEntries,
  );
}

/** The object with these entries, in the API's order. */
export function withManagedEntries(
  object: KubeObject,
  entries: readonly ManagedEntry[],
): KubeObject {
  const { managedFields: _replaced, ...metadata } = object.metadata;
  if (entries.length === 0) {
    return { ...object, metadata };
  }
  const managedFields = known.has(entries)
    ? entries
    : withoutSurplus([...entries].sort(compareEntries));
  known.add(managedFields);
  return { ...object, metadata: { ...metadata, managedFields } };
}

/** Whether a client asks to forget who owns what: an empty list, or one entry without content. */
export function isReset(object: KubeObject): boolean {
  const value = object.metadata.managedFields;
  if (!Array.isArray(value) || known.has(value)) {
    return false;
  }
  return (
    value.length === 0 ||
    (value.length === 1 && Object.keys(value[0] ?? {}).length === 0)
  );
}
