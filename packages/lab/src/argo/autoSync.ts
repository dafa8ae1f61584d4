import type {
  Application,
  Operation,
  OperationState,
} from './applicationSchema';
import type { Comparison } from './compare';
import type { NewCondition } from './conditions';
import {
  revisionFields,
  sameSources,
  sourceFields,
  type Sources,
} from './sources';

/** Argo CD waits 2 s × 3ⁿ between attempts to heal, five minutes at most. */
const healBackoff = { first: 2_000, factor: 3, longest: 300_000 };

/** What automation does about an Application. */
export type AutoSyncDecision =
  | { action: 'none' }
  | { action: 'sync'; operation: Operation }
  /** It may heal, but only later. */
  | { action: 'wait'; milliseconds: number }
  /** It has failed at this revision, and does not try the same again. */
  | { action: 'refuse'; condition: NewCondition };

/** Options of {@link decideAutoSync}. */
export interface DecideAutoSyncOptions {
  comparison: Comparison;
  sources: Sources;
  /** What was compared with, of each source. */
  revisions: readonly string[];
  now: Date;
  /** Fixed pause between two attempts to heal, in milliseconds, instead of a growing one. */
  selfHealMilliseconds?: number;
}

/** Decides like Argo CD's `autoSync`. */
export function decideAutoSync(
  application: Application,
  options: DecideAutoSyncOptions,
): AutoSyncDecision {
  const { comparison, sources, revisions } = options;
  const automated = application.spec.syncPolicy?.automated;
  if (
    !automated ||
    automated.enabled === false ||
    application.operation ||
    application.metadata.deletionTimestamp !== undefined ||
    comparison.status !== 'OutOfSync'
  ) {
    return { action: 'none' };
  }
  const wrong = comparison.resources.filter(
    ({ status }) => status !== 'Synced',
  );
  if (!automated.prune && wrong.every(resource => resource.requiresPruning)) {
    return { action: 'none' };
  }
  const operation = wholeSync(application, options);
  const last = application.status?.operationState;
  if (last && wasAttempted(last, { sources, revisions })) {
    if (last.phase !== 'Succeeded') {
      return refuse(
        `Failed last sync attempt to [${revisions.join(' ')}]: ${last.message}`,
      );
    }
    if (!automated.selfHeal) {
      return { action: 'none' };
    }
    const attempts = last.operation.sync?.autoHealAttemptsCount ?? 0;
    const milliseconds = remainingPause(attempts, last.finishedAt, options);
    if (milliseconds > 0) {
      return { action: 'wait', milliseconds };
    }
    operation.sync = {
      autoHealAttemptsCount: attempts + 1,
      ...operation.sync,
      resources: wrong.map(({ ref: { group, kind, name } }) => ({
        ...(group === '' ? {} : { group }),
        kind,
        name,
      })),
    };
  }
  if (
    automated.prune &&
    !automated.allowEmpty &&
    comparison.resources.every(resource => resource.requiresPruning)
  ) {
    return refuse(
      `Skipping sync attempt to [${revisions.join(
        ' ',
      )}]: auto-sync will wipe out all resources`,
    );
  }
  return { action: 'sync', operation };
}

function wholeSync(
  application: Application,
  { sources, revisions }: DecideAutoSyncOptions,
): Operation {
  const policy = application.spec.syncPolicy;
  return {
    initiatedBy: { automated: true },
    retry: policy?.retry ?? { limit: 5 },
    sync: {
      ...(policy?.automated?.prune ? { prune: true } : {}),
      ...revisionFields(sources, revisions),
      ...sourceFields(sources),
      ...(policy?.syncOptions ? { syncOptions: policy.syncOptions } : {}),
    },
  };
}

function wasAttempted(
  { phase, syncResult }: OperationState,
  { sources, revisions }: { sources: Sources; revisions: readonly string[] },
): boolean {
  if (!syncResult) {
    return phase !== 'Running' && phase !== 'Terminating';
  }
  const synced = sources.several
    ? syncResult.revisions ?? []
    : [syncResult.revision];
  return (
    JSON.stringify(synced) === JSON.stringify(revisions) &&
    sameSources(sources, syncResult)
  );
}

function refuse(message: string): AutoSyncDecision {
  return { action: 'refuse', condition: { type: 'SyncError', message } };
}

function remainingPause(
  attempts: number,
  finishedAt: string | undefined,
  { now, selfHealMilliseconds }: DecideAutoSyncOptions,
): number {
  const { first, factor, longest } = healBackoff;
  const growing =
    attempts === 0 ? 0 : Math.min(first * factor ** (attempts - 1), longest);
  const pause = selfHealMilliseconds ?? growing;
  return finishedAt === undefined
    ? pause
    : Date.parse(finishedAt) + pause - now.getTime();
}
