import { FieldTree, pathTexts } from './fieldTree';
import { StatusError } from '../status';
import { ManagedEntry } from './ManagedEntry';

/**
 * Fields that a configuration would take from another owner.
 */
export interface FieldConflict {
  owner: ManagedEntry;
  fields: FieldTree;
}

function ownerText({ manager, operation, ...owner }: ManagedEntry): string {
  const part = owner.subresource
    ? ` with subresource ${JSON.stringify(owner.subresource)}`
    : '';
  const by = `${JSON.stringify(manager)}${part}`;
  if (operation === 'Apply') {
    return by;
  }
  return `${by} using ${owner.apiVersion}`;
}

function messageOf(conflicts: ReadonlyMap<string, readonly string[]>): string {
  const all = [...conflicts].flatMap(([owner, paths]) =>
    paths.map(path => ({ owner, path })),
  );
  if (all.length === 1) {
    return `Apply failed with 1 conflict: conflict with ${all[0].owner}: ${all[0].path}`;
  }
  const lines = [...conflicts].flatMap(([owner, paths]) => [
    `conflicts with ${owner}:`,
    ...paths.map(path => `- ${path}`),
  ]);
  return `Apply failed with ${all.length} conflicts: ${lines.join('\n')}`;
}

/** 409: others own what the configuration wants to change. */
export function applyConflict(
  conflicts: readonly FieldConflict[],
): StatusError {
  const byOwner = new Map(
    conflicts
      .map(({ owner, fields }): [string, string[]] => [
        ownerText(owner),
        pathTexts(fields),
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return new StatusError({
    code: 409,
    reason: 'Conflict',
    message: messageOf(byOwner),
    details: {
      causes: [...byOwner].flatMap(([owner, paths]) =>
        paths.map(field => ({
          reason: 'FieldManagerConflict',
          message: `conflict with ${owner}`,
          field,
        })),
      ),
    },
  });
}
