import type { KubeObject } from '../../controller';
import { syncOption } from '../annotations';
import type { Operation, SyncPhase } from '../applicationSchema';
import type { ComparedResource, Comparison } from '../compare';
import { hookFinalizer, hookPhases, isSkipped, syncWave } from '../hooks';
import type { LiveState } from '../LiveState';
import { kindOrder, refOf } from '../ResourceRef';
import type { SyncTask } from './SyncTask';

const phaseOrder: readonly SyncPhase[] = [
  'PreSync',
  'Sync',
  'PostSync',
  'SyncFail',
];

/** Options of {@link planTasks}. */
export interface PlanTasksOptions {
  operation: Operation;
  comparison: Comparison;
  live: LiveState;
  /** What is synchronised to: part of the names of hooks that have none. */
  revision: string;
  startedAt: string;
}

/** Everything that an operation does, in order. */
export function planTasks(options: PlanTasksOptions): SyncTask[] {
  const { operation, comparison } = options;
  const { resources: selected, syncStrategy } = operation.sync ?? {};
  const withHooks = selected === undefined && !syncStrategy?.apply;
  const tasks = [
    ...comparison.resources
      .filter(resource => isWanted(resource, operation))
      .map(resourceTask),
    ...(withHooks
      ? comparison.hooks.flatMap(hook => hookTasks(hook, options))
      : []),
  ];
  reorderPruning(tasks, operation);
  return tasks.sort(compareTasks);
}

/** The order in which tasks are worked off: by phase, wave, kind and name. */
export function compareTasks(a: SyncTask, b: SyncTask): number {
  return (
    phaseOrder.indexOf(a.phase) - phaseOrder.indexOf(b.phase) ||
    a.wave - b.wave ||
    kindOrder(a.ref.kind) - kindOrder(b.ref.kind) ||
    compareText(a.ref.name, b.ref.name) ||
    compareText(a.ref.namespace, b.ref.namespace)
  );
}

function isWanted(resource: ComparedResource, operation: Operation): boolean {
  const { target, hook, ref } = resource;
  if (hook || resource.status === undefined || (target && isSkipped(target))) {
    return false;
  }
  const selected = operation.sync?.resources;
  return (
    selected === undefined ||
    selected.some(
      wanted =>
        (wanted.group ?? '') === ref.group &&
        wanted.kind === ref.kind &&
        wanted.name === ref.name &&
        (!wanted.namespace || wanted.namespace === ref.namespace),
    )
  );
}

function resourceTask(resource: ComparedResource): SyncTask {
  const { ref, target, live, status } = resource;
  const object = target ?? live;
  return {
    phase: 'Sync',
    wave: object ? syncWave(object) : 0,
    ref,
    target,
    live,
    hook: false,
    outOfSync: status === 'OutOfSync',
  };
}

function hookTasks(hook: KubeObject, options: PlanTasksOptions): SyncTask[] {
  return hookPhases(hook).map(phase => {
    const { name, generateName, finalizers = [] } = hook.metadata;
    const seconds = Math.floor(Date.parse(options.startedAt) / 1_000);
    const madeUp = `${options.revision.slice(
      0,
      7,
    )}-${phase}-${seconds}`.toLowerCase();
    const target: KubeObject = {
      ...hook,
      metadata: {
        ...hook.metadata,
        name: name === '' ? `${generateName}${madeUp}` : name,
        finalizers: [...new Set([...finalizers, hookFinalizer])],
      },
    };
    const ref = refOf(target);
    return {
      phase,
      wave: syncWave(hook),
      ref,
      target,
      live: options.live.get(ref),
      hook: true,
      outOfSync: true,
    };
  });
}

/** What was made last is pruned first; what is told to be pruned last, after everything else. */
function reorderPruning(tasks: SyncTask[], operation: Operation): void {
  const pruned = tasks.filter(({ target }) => !target);
  const waves = [...new Set(pruned.map(({ wave }) => wave))].sort(
    (a, b) => a - b,
  );
  for (const task of pruned) {
    task.wave = waves[waves.length - 1 - waves.indexOf(task.wave)];
  }
  const last = Math.max(
    0,
    ...tasks.filter(({ phase }) => phase === 'Sync').map(({ wave }) => wave),
  );
  for (const task of pruned) {
    if (
      syncOption('PruneLast', task.live, operation.sync?.syncOptions) === 'true'
    ) {
      task.wave = last + 1;
    }
  }
}

function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
