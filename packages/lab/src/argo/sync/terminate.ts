import type { ResourceResult } from '../applicationSchema';
import { deleteObject } from './applyObject';
import { planTasks } from './planTasks';
import { removeHookFinalizer } from './runTasks';
import { SyncResults } from './SyncTask';
import type { SyncStepOptions } from './syncStep';

/** Ends a synchronisation before its time: hooks that still run are deleted. Returns what was done until then. */
export async function terminate(
  options: Pick<
    SyncStepOptions,
    | 'operation'
    | 'comparison'
    | 'connection'
    | 'revision'
    | 'startedAt'
    | 'results'
  >,
): Promise<ResourceResult[]> {
  const { connection } = options;
  const results = SyncResults.from(options.results);
  for (const task of planTasks({ ...options, live: connection.live })) {
    if (task.hook && task.live && results.isRunning(task)) {
      await removeHookFinalizer(connection, task);
      await deleteObject(connection, task.live);
      results.set(task, { hookPhase: 'Failed', message: 'Terminated' });
    }
  }
  return results.list();
}
