import { kubeTime } from '../controller';
import type {
  Application,
  ApplicationSource,
  ApplicationStatus,
  Operation,
  OperationState,
  ResourceResult,
  RetryStrategy,
} from './applicationSchema';
import type { SyncOutcome } from './syncResources';

const defaultHistoryLimit = 10;

/** A new operation, just begun. */
export function begun(operation: Operation, now: Date): OperationState {
  return {
    operation: { retry: {}, ...operation },
    phase: 'Running',
    startedAt: kubeTime(now),
  };
}

/** When an attempt that failed is to be repeated; undefined when the operation is not waiting for that. */
export function retryAt(state: OperationState): Date | undefined {
  if (state.phase !== 'Running' || state.finishedAt === undefined) {
    return undefined;
  }
  const pause = retryPause(state.operation.retry, state.retryCount ?? 1);
  return new Date(Date.parse(state.finishedAt) + pause);
}

/** The next attempt of an operation begins; with `retry.refresh` it goes for what Git has by then. */
export function retrying(
  state: OperationState,
  options: { revision: string | undefined },
): OperationState {
  const { finishedAt: _, syncResult: __, operation, ...rest } = state;
  const { revision } = options;
  return {
    ...rest,
    operation:
      operation.retry?.refresh && revision
        ? { ...operation, sync: { ...operation.sync, revision } }
        : operation,
    message: `Retrying operation. Attempt #${state.retryCount ?? 1}`,
  };
}

/** An attempt has got so far. */
export function progressed(
  state: OperationState,
  options: {
    message: string;
    revision: string;
    source: ApplicationSource | undefined;
    resources: ResourceResult[];
  },
): OperationState {
  const { message, resources, revision, source } = options;
  return { ...state, message, syncResult: { resources, revision, source } };
}

/** An attempt has ended: the operation succeeds, waits for its next attempt, or fails for good. */
export function ended(
  state: OperationState,
  options: {
    outcome: SyncOutcome;
    revision: string;
    source: ApplicationSource | undefined;
    now: Date;
  },
): OperationState {
  const { outcome, revision, source, now } = options;
  const finishedAt = kubeTime(now);
  const syncResult = { resources: outcome.resources, revision, source };
  const attempts = state.retryCount ?? 0;
  const limit = state.operation.retry?.limit ?? 0;
  const unlimited = limit < 0;
  if (outcome.succeeded) {
    return {
      ...state,
      phase: 'Succeeded',
      message: outcome.message,
      finishedAt,
      syncResult,
    };
  }
  if (unlimited || attempts < limit) {
    const next = attempts + 1;
    const at = new Date(
      Date.parse(finishedAt) + retryPause(state.operation.retry, next),
    );
    return {
      ...state,
      message: `${outcome.message}. Retrying attempt #${next} at ${kubeTime(
        at,
      )}.`,
      finishedAt,
      retryCount: next,
      syncResult,
    };
  }
  return {
    ...state,
    phase: 'Failed',
    message:
      attempts > 0
        ? `${outcome.message} (retried ${attempts} times).`
        : outcome.message,
    finishedAt,
    syncResult,
  };
}

/**
 * The deployment history after an operation: a success is added, unless it synchronised only a part. So a self-heal is
 * never in it.
 */
export function historyAfter(
  application: Application,
  state: OperationState,
): ApplicationStatus['history'] {
  const history = application.status?.history;
  if (
    state.phase !== 'Succeeded' ||
    state.operation.sync?.resources ||
    !state.syncResult ||
    state.finishedAt === undefined
  ) {
    return history;
  }
  const limit = application.spec.revisionHistoryLimit ?? defaultHistoryLimit;
  const lastId = history?.[history.length - 1]?.id ?? -1;
  const all = [
    ...(history ?? []),
    {
      deployStartedAt: state.startedAt,
      deployedAt: state.finishedAt,
      id: lastId + 1,
      initiatedBy: state.operation.initiatedBy ?? {},
      revision: state.syncResult.revision,
      source: state.syncResult.source,
    },
  ];
  return all.slice(Math.max(0, all.length - limit));
}

/** Pause before attempt number `attempt`, in milliseconds. */
function retryPause(retry: RetryStrategy | undefined, attempt: number): number {
  const backoff = retry?.backoff;
  const first = duration(backoff?.duration ?? '5s');
  const longest = duration(backoff?.maxDuration ?? '3m');
  return Math.min(first * (backoff?.factor ?? 2) ** (attempt - 1), longest);
}

const unitMilliseconds: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/** A duration as Go writes it (`1m30s`), or plain seconds, in milliseconds. */
export function duration(text: string): number {
  if (/^\d+$/.test(text)) {
    return Number(text) * 1_000;
  }
  let milliseconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) {
    milliseconds += Number(amount) * unitMilliseconds[unit];
  }
  return milliseconds;
}
