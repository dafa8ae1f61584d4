import type {
  Application,
  ApplicationCondition,
  Operation,
} from './applicationSchema';
import type { Comparison } from './compare';
import { compareForSync } from './ResourceRef';

/** Argo CD waits 2 s × 3ⁿ between attempts to heal, five minutes at most. */
const healBackoff = { first: 2_000, factor: 3, longest: 300_000 };

/** What automation does about an Application. */
export type AutoSyncDecision =
  | { action: 'none' }
  | { action: 'sync'; operation: Operation }
  /** It may heal, but only later. */
  | { action: 'wait'; milliseconds: number }
  /** It has failed at this revision, and does not try the same again. */
  | {
      action: 'refuse';
      condition: Omit<ApplicationCondition, 'lastTransitionTime'>;
    };

/** Decides like Argo CD's `autoSync`. */
export function decideAutoSync(
  application: Application,
  options: { comparison: Comparison; revision: string; now: Date },
): AutoSyncDecision {
  const { comparison, revision, now } = options;
  const policy = application.spec.syncPolicy;
  const automated = policy?.automated;
  if (
    !automated ||
    automated.enabled === false ||
    application.operation ||
    application.metadata.deletionTimestamp !== undefined ||
    comparison.status === 'Synced'
  ) {
    return { action: 'none' };
  }
  const outOfSync = comparison.resources.filter(
    resource => resource.status === 'OutOfSync',
  );
  if (
    !automated.prune &&
    outOfSync.every(resource => resource.requiresPruning)
  ) {
    return { action: 'none' };
  }
  const operation: Operation = {
    initiatedBy: { automated: true },
    retry: policy.retry ?? { limit: 5 },
    sync: {
      ...(automated.prune ? { prune: true } : {}),
      revision,
      source: application.spec.source,
      ...(policy.syncOptions ? { syncOptions: policy.syncOptions } : {}),
    },
  };
  const last = application.status?.operationState;
  const attempted =
    last?.syncResult?.revision === revision &&
    JSON.stringify(last.syncResult.source) ===
      JSON.stringify(application.spec.source);
  if (!last || !attempted) {
    return { action: 'sync', operation };
  }
  if (last.phase === 'Failed' || last.phase === 'Error') {
    return {
      action: 'refuse',
      condition: {
        type: 'SyncError',
        message: `Failed last sync attempt to [${revision}]: ${last.message}`,
      },
    };
  }
  if (!automated.selfHeal) {
    return { action: 'none' };
  }
  const attempts = last.operation.sync?.autoHealAttemptsCount ?? 0;
  const remaining = remainingBackoff(attempts, last.finishedAt, now);
  if (remaining > 0) {
    return { action: 'wait', milliseconds: remaining };
  }
  return {
    action: 'sync',
    operation: {
      ...operation,
      sync: {
        autoHealAttemptsCount: attempts + 1,
        ...operation.sync,
        resources: outOfSync
          .map(({ ref }) => ref)
          .sort(compareForSync)
          .map(({ group, kind, name }) => ({
            ...(group === '' ? {} : { group }),
            kind,
            name,
          })),
      },
    },
  };
}

function remainingBackoff(
  attempts: number,
  finishedAt: string | undefined,
  now: Date,
): number {
  if (attempts === 0 || finishedAt === undefined) {
    return 0;
  }
  const { first, factor, longest } = healBackoff;
  const pause = Math.min(first * factor ** (attempts - 1), longest);
  return Date.parse(finishedAt) + pause - now.getTime();
}
