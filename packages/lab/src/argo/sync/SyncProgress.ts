import type { ResourceResult } from '../applicationSchema';
import type { SyncResults, SyncTask } from './SyncTask';

/** How far a synchronisation has come. */
export interface SyncProgress {
  phase: 'Running' | 'Succeeded' | 'Failed';
  message: string;
  resources: ResourceResult[];
  /** A wave was run that is not the last one: others get time to react to it. */
  waveDone?: boolean;
}

/** Something has to be waited for. */
export function waiting(
  tasks: readonly SyncTask[],
  results: SyncResults,
  what: 'completion' | 'deletion' = 'completion',
): SyncProgress {
  const resources = results.list();
  const hooks = tasks.filter(({ hook }) => hook);
  const first = hooks[0] ?? tasks[0];
  if (!first) {
    return { phase: 'Running', message: '', resources };
  }
  const forHooks = hooks.length > 0;
  const deleted = forHooks ? 'deletion of hook' : 'deletion of';
  const completed = forHooks ? 'completion of hook' : 'healthy state of';
  const reason = what === 'deletion' ? deleted : completed;
  const { group, kind, name } = first.ref;
  const others = hooks.length === tasks.length ? 'hooks' : 'resources';
  const more =
    tasks.length > 1 ? ` and ${tasks.length - 1} more ${others}` : '';
  return {
    phase: 'Running',
    message: `waiting for ${reason} ${group}/${kind}/${name}${more}`,
    resources,
  };
}

export function succeeded(results: SyncResults, message: string): SyncProgress {
  return { phase: 'Succeeded', message, resources: results.list() };
}

export function failed(results: SyncResults, message: string): SyncProgress {
  return { phase: 'Failed', message, resources: results.list() };
}

/** A message with what went wrong with some tasks, each reason once. */
export function withReasons(
  message: string,
  tasks: readonly SyncTask[],
  results: SyncResults,
): string {
  const reasons = new Set(
    tasks.flatMap(task => results.of(task)?.message ?? []),
  );
  return reasons.size > 0
    ? `${message}, reason: ${[...reasons].join(',')}`
    : message;
}
