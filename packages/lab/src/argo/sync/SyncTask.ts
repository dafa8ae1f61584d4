import type { KubeObject } from '../../controller';
import type { ResourceResult, SyncPhase } from '../applicationSchema';
import { hookDeletePolicies, type HookDeletePolicy } from '../hooks';
import { imagesOf } from '../images';
import { refKey, type ResourceRef } from '../ResourceRef';

/** One thing to be done in a synchronisation: an object applied, pruned, or run as a hook. */
export interface SyncTask {
  phase: SyncPhase;
  wave: number;
  ref: ResourceRef;
  /** Absent when the object is to be pruned. */
  target?: KubeObject;
  live?: KubeObject;
  hook: boolean;
  outOfSync: boolean;
}

/** What has become of each task so far, in the order in which it was first known. */
export class SyncResults {
  private readonly results = new Map<string, ResourceResult>();

  static from(results: readonly ResourceResult[] | undefined): SyncResults {
    const all = new SyncResults();
    for (const result of results ?? []) {
      all.results.set(`${refKey(result)}:${result.syncPhase}`, result);
    }
    return all;
  }

  get started(): boolean {
    return this.results.size > 0;
  }

  of(task: SyncTask): ResourceResult | undefined {
    return this.results.get(keyOf(task));
  }

  /** What is not given of a task stays as it was. */
  set(
    task: SyncTask,
    change: Pick<ResourceResult, 'status' | 'hookPhase' | 'message'>,
  ): void {
    const before = this.of(task);
    const images = task.target ? imagesOf(task.target) : [];
    const status = change.status ?? before?.status;
    const hookPhase = change.hookPhase ?? before?.hookPhase;
    const message = change.message || before?.message;
    this.results.set(keyOf(task), {
      group: task.ref.group,
      ...(hookPhase ? { hookPhase } : {}),
      ...(task.hook ? { hookType: task.phase } : {}),
      ...(images.length > 0 ? { images } : {}),
      kind: task.ref.kind,
      ...(message ? { message } : {}),
      name: task.ref.name,
      namespace: task.ref.namespace,
      ...(status ? { status } : {}),
      syncPhase: task.phase,
      version: task.ref.version,
    });
  }

  isPending(task: SyncTask): boolean {
    return this.of(task)?.hookPhase === undefined;
  }

  isRunning(task: SyncTask): boolean {
    return this.of(task)?.hookPhase === 'Running';
  }

  isCompleted(task: SyncTask): boolean {
    return !this.isPending(task) && !this.isRunning(task);
  }

  hasFailed(task: SyncTask): boolean {
    return this.isCompleted(task) && this.of(task)?.hookPhase !== 'Succeeded';
  }

  list(): ResourceResult[] {
    return [...this.results.values()];
  }
}

export function isPrune(task: SyncTask): boolean {
  return !task.target;
}

/** Whether a hook asks for its object to be deleted in some case. */
export function hasPolicy(task: SyncTask, policy: HookDeletePolicy): boolean {
  const object = task.target ?? task.live;
  return (
    task.hook &&
    object !== undefined &&
    hookDeletePolicies(object).includes(policy)
  );
}

function keyOf(task: SyncTask): string {
  return `${refKey(task.ref)}:${task.phase}`;
}
