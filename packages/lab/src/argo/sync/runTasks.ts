import { isNotFound } from '../../controller';
import { syncOption } from '../annotations';
import type { Operation } from '../applicationSchema';
import type { ClusterConnection } from '../ClusterConnections';
import { hookFinalizer } from '../hooks';
import { applyObject, deleteObject } from './applyObject';
import {
  hasPolicy,
  isPrune,
  type SyncResults,
  type SyncTask,
} from './SyncTask';

/** Options of {@link runTasks}. */
export interface RunTasksOptions {
  operation: Operation;
  connection: ClusterConnection;
  results: SyncResults;
}

/** How the tasks of a wave went; `pending` when something must be gone before they can run. */
export type RunState = 'successful' | 'pending' | 'failed';

/** Runs the tasks of one wave: prunes first, then makes room for hooks, then applies kind after kind. */
export async function runTasks(
  tasks: readonly SyncTask[],
  options: RunTasksOptions,
): Promise<RunState> {
  const { connection, results } = options;
  for (const task of tasks.filter(each => each.hook && each.live)) {
    await removeHookFinalizer(connection, task);
  }
  for (const task of tasks.filter(isPrune)) {
    await attempt(task, results, () => prune(task, options));
  }
  if (tasks.some(task => results.of(task)?.status === 'SyncFailed')) {
    return 'failed';
  }
  const inTheWay = tasks.filter(
    task =>
      task.live &&
      results.isPending(task) &&
      hasPolicy(task, 'BeforeHookCreation'),
  );
  for (const { live } of inTheWay) {
    if (live) {
      await deleteObject(connection, live);
    }
  }
  if (inTheWay.length > 0) {
    return 'pending';
  }
  for (const task of tasks) {
    const { target, live } = task;
    if (target) {
      await attempt(task, results, async () => {
        const message = await applyObject({ ...options, target, live });
        const hookPhase = options.operation.sync?.dryRun
          ? 'Succeeded'
          : 'Running';
        results.set(task, { status: 'Synced', hookPhase, message });
      });
    }
  }
  return tasks.some(task => results.of(task)?.status === 'SyncFailed')
    ? 'failed'
    : 'successful';
}

/** Lets a hook's object go. */
export async function removeHookFinalizer(
  connection: ClusterConnection,
  { live }: SyncTask,
): Promise<void> {
  if (!live?.metadata.finalizers?.includes(hookFinalizer)) {
    return;
  }
  const finalizers = live.metadata.finalizers.filter(
    finalizer => finalizer !== hookFinalizer,
  );
  const written = await connection.client
    .patch(live, live.metadata, {
      patch: {
        metadata: { finalizers: finalizers.length > 0 ? finalizers : null },
      },
    })
    .catch(error => {
      if (isNotFound(error)) {
        return undefined;
      }
      throw error;
    });
  if (written && written.metadata.deletionTimestamp === undefined) {
    connection.live.put(written);
  }
}

async function prune(
  task: SyncTask,
  { operation, connection, results }: RunTasksOptions,
): Promise<void> {
  const { prune: wanted, dryRun, syncOptions } = operation.sync ?? {};
  const skipped =
    (!wanted && 'ignored (requires pruning)') ||
    (syncOption('Prune', task.live, syncOptions) === 'false' &&
      'ignored (no prune)');
  if (skipped) {
    results.set(task, {
      status: 'PruneSkipped',
      hookPhase: 'Succeeded',
      message: skipped,
    });
    return;
  }
  if (task.live && !dryRun && !task.live.metadata.deletionTimestamp) {
    await deleteObject(connection, task.live, propagationOf(operation));
  }
  results.set(task, {
    status: 'Pruned',
    hookPhase: 'Succeeded',
    message: dryRun ? 'pruned (dry run)' : 'pruned',
  });
}

function propagationOf(
  operation: Operation,
): 'Foreground' | 'Background' | 'Orphan' {
  const options = operation.sync?.syncOptions;
  switch (syncOption('PrunePropagationPolicy', undefined, options)) {
    case 'background':
      return 'Background';
    case 'orphan':
      return 'Orphan';
    default:
      return 'Foreground';
  }
}

async function attempt(
  task: SyncTask,
  results: SyncResults,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    results.set(task, {
      status: 'SyncFailed',
      hookPhase: 'Failed',
      message: error instanceof Error ? error.message : String(error),
    });
  }
}
