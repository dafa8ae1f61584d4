import type {
  Application,
  Operation,
  ResourceResult,
} from '../applicationSchema';
import type { ClusterConnection } from '../ClusterConnections';
import type { Comparison } from '../compare';
import { resourceHealth } from '../health/resourceHealth';
import { deleteObject } from './applyObject';
import { namespaceTask, namespaceRef } from './namespaceTask';
import { planTasks } from './planTasks';
import {
  removeHookFinalizer,
  runTasks,
  type RunTasksOptions,
} from './runTasks';
import {
  failed,
  succeeded,
  waiting,
  withReasons,
  type SyncProgress,
} from './SyncProgress';
import { hasPolicy, SyncResults, type SyncTask } from './SyncTask';
import { undiscovered, type DiscoveryProblem } from './undiscovered';

/** Options of {@link syncStep}. */
export interface SyncStepOptions {
  application: Application;
  operation: Operation;
  comparison: Comparison;
  connection: ClusterConnection;
  /** What the cluster's server stands for in messages, `10.0.182.237:443`. */
  address: () => Promise<string>;
  revision: string;
  startedAt: string;
  /** What earlier steps of this attempt have done. */
  results: readonly ResourceResult[] | undefined;
  /** What is not allowed to the Application's project. */
  refuse?: (task: SyncTask) => string | undefined;
}

/**
 * The next step of a synchronisation: looks what became of the step before, and when nothing has to be waited for, runs
 * the next wave. What was done stands in the results alone, so that a step can follow a restart.
 */
export async function syncStep(
  options: SyncStepOptions,
): Promise<SyncProgress> {
  const results = SyncResults.from(options.results);
  const { connection } = options;
  const planned = planTasks({ ...options, live: connection.live });
  const problems = await undiscovered(
    [...missingNamespace(options), ...planned],
    options,
  );
  if (problems.size > 0) {
    return invalid(problems, results);
  }
  const namespace = await namespaceTask(options);
  const tasks = [...(namespace ? [namespace] : []), ...planned];
  const refused = refusedTasks(tasks, options);
  if (refused.size > 0) {
    return invalid(refused, results);
  }
  if (namespace && results.isPending(namespace)) {
    if ((await runTasks([namespace], { ...options, results })) === 'failed') {
      return failed(
        results,
        withReasons('the namespace failed to apply', [namespace], results),
      );
    }
  }
  return proceed(tasks, results, options);
}

/** Whether there is a namespace to be made is asked of the cluster, if that can be asked anything. */
function missingNamespace(options: SyncStepOptions): SyncTask[] {
  const ref = namespaceRef(options);
  return ref
    ? [{ phase: 'PreSync', wave: 0, ref, hook: false, outOfSync: true }]
    : [];
}

function refusedTasks(
  tasks: readonly SyncTask[],
  { refuse }: SyncStepOptions,
): Map<SyncTask, DiscoveryProblem> {
  const refused = new Map<SyncTask, DiscoveryProblem>();
  for (const task of tasks) {
    const message = refuse?.(task);
    if (message) {
      refused.set(task, { message, advice: message });
    }
  }
  return refused;
}

function invalid(
  problems: ReadonlyMap<SyncTask, DiscoveryProblem>,
  results: SyncResults,
): SyncProgress {
  const messages = new Set<string>();
  for (const [task, { message, advice }] of problems) {
    messages.add(message);
    results.set(task, { status: 'SyncFailed', message: advice });
  }
  return failed(
    results,
    `one or more synchronization tasks are not valid: ${[...messages]
      .sort()
      .join('; ')}`,
  );
}

async function proceed(
  all: readonly SyncTask[],
  results: SyncResults,
  options: SyncStepOptions,
): Promise<SyncProgress> {
  const { connection, operation } = options;
  for (const task of all) {
    noteHealth(task, results);
  }
  const running = all.filter(
    task => (task.hook || isMultiStep(all)) && results.isRunning(task),
  );
  if (running.length > 0) {
    noteMissing(running, results);
    return waiting(running, results);
  }
  const vanishing = all.filter(
    task =>
      results.of(task)?.status === 'Pruned' &&
      task.live?.metadata.deletionTimestamp !== undefined,
  );
  if (vanishing.length > 0) {
    return waiting(vanishing, results, 'deletion');
  }
  for (const task of all.filter(
    each => each.hook && results.isCompleted(each),
  )) {
    await removeHookFinalizer(connection, task);
  }
  const onFailure = all.filter(({ phase }) => phase === 'SyncFail');
  const regular = all.filter(({ phase }) => phase !== 'SyncFail');
  const finish = async (policy: 'HookSucceeded' | 'HookFailed') => {
    for (const { live, ...task } of all) {
      const done = task.hook && !results.isRunning(task);
      if (live && done && hasPolicy(task, policy)) {
        await deleteObject(connection, live);
      }
    }
  };
  if (regular.some(task => results.hasFailed(task))) {
    await finish('HookFailed');
    const failures = regular.filter(
      task => results.of(task)?.status === 'SyncFailed',
    );
    return fail(
      withReasons(
        'one or more synchronization tasks completed unsuccessfully',
        failures,
        results,
      ),
      onFailure,
      { ...options, results },
    );
  }
  const onlyChanged = operation.sync?.syncOptions?.includes(
    'ApplyOutOfSyncOnly=true',
  );
  const pending = regular.filter(
    task => results.isPending(task) && (!onlyChanged || task.outOfSync),
  );
  if (pending.length === 0) {
    await finish('HookSucceeded');
    return succeeded(results, 'successfully synced (no more tasks)');
  }
  const [{ phase, wave }] = pending;
  const now = pending.filter(
    task => task.phase === phase && task.wave === wave,
  );
  const state = await runTasks(now, { ...options, results });
  if (state === 'failed') {
    const stillRunning = now.filter(task => results.isRunning(task));
    if (stillRunning.length > 0) {
      return waiting(stillRunning, results);
    }
    const failures = now.filter(
      task => results.of(task)?.status === 'SyncFailed',
    );
    const message = 'one or more objects failed to apply';
    return fail(withReasons(message, failures, results), onFailure, {
      ...options,
      results,
    });
  }
  if (state === 'pending') {
    return waiting(
      now.filter(task => results.isPending(task) && task.live),
      results,
      'deletion',
    );
  }
  if (now.length === pending.length && !now.some(({ hook }) => hook)) {
    await finish('HookSucceeded');
    return succeeded(results, 'successfully synced (all tasks run)');
  }
  return {
    ...waiting(now, results),
    waveDone: now.length < pending.length,
  };
}

/** What runs is done once it is healthy, has failed when it is not. */
function noteHealth(task: SyncTask, results: SyncResults): void {
  if (!task.live || !results.isRunning(task)) {
    return;
  }
  const health = resourceHealth(task.live);
  if (task.hook) {
    const message = health ? health.message : `${task.ref.name} created`;
    const hookPhase = hookPhaseOf(health?.status);
    results.set(task, { hookPhase, message });
  } else if (!health || health.status === 'Healthy') {
    results.set(task, { hookPhase: 'Succeeded', message: health?.message });
  } else if (health.status === 'Degraded') {
    results.set(task, { hookPhase: 'Failed', message: health.message });
  }
}

function hookPhaseOf(
  health: string | undefined,
): NonNullable<ResourceResult['hookPhase']> {
  switch (health) {
    case 'Unknown':
    case 'Degraded':
      return 'Failed';
    case 'Progressing':
    case 'Suspended':
      return 'Running';
    default:
      return 'Succeeded';
  }
}

function noteMissing(running: readonly SyncTask[], results: SyncResults): void {
  for (const task of running) {
    const { group, kind, name } = task.ref;
    // A namespace is made on the way, and is not among what the Application manages.
    if (!task.live && kind !== 'Namespace') {
      results.set(task, {
        status: 'SyncFailed',
        hookPhase: 'Error',
        message: `Resource ${group}/${kind}/${name} is missing, it might have been deleted`,
      });
    }
  }
}

async function fail(
  message: string,
  onFailure: readonly SyncTask[],
  options: RunTasksOptions,
): Promise<SyncProgress> {
  const { results } = options;
  if (onFailure.every(task => results.isCompleted(task))) {
    const failures = onFailure.filter(
      task => results.of(task)?.status === 'SyncFailed',
    );
    const more =
      failures.length > 0
        ? `\n${withReasons(
            'one or more SyncFail hooks failed',
            failures,
            results,
          )}`
        : '';
    return failed(results, `${message}${more}`);
  }
  const pending = onFailure.filter(task => results.isPending(task));
  await runTasks(pending, options);
  return waiting(pending, results);
}

function isMultiStep(tasks: readonly SyncTask[]): boolean {
  const [first, last] = [tasks[0], tasks[tasks.length - 1]];
  return (
    first !== undefined &&
    (first.phase !== last.phase || first.wave !== last.wave)
  );
}
