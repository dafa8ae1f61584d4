import { kubeTime } from '../controller';
import type {
  Application,
  ApplicationStatus,
  Operation,
  OperationState,
  ResourceResult,
  RetryStrategy,
} from './applicationSchema';
import { noSource, revisionFields, type Sources } from './sources';

const defaultHistoryLimit = 10;

/** How an attempt ended. */
export interface AttemptOutcome {
  phase: 'Succeeded' | 'Failed' | 'Error';
  message: string;
}

/** A new operation, just begun. */
export function begun(operation: Operation, now: Date): OperationState {
  return {
    operation: { initiatedBy: {}, retry: {}, ...operation },
    phase: 'Running',
    startedAt: kubeTime(now),
  };
}

/** Whether an operation is under way, or waits for its next attempt. */
export function isInProgress(
  state: OperationState | undefined,
): state is OperationState {
  return state?.phase === 'Running' || state?.phase === 'Terminating';
}

/**
 * When an attempt that failed is to be repeated; undefined when the operation is not waiting for that. It is one step of
 * the backoff later than the operation's message says: Argo CD counts the attempt in between.
 */
export function retryAt(state: OperationState): Date | undefined {
  if (state.phase !== 'Running' || state.finishedAt === undefined) {
    return undefined;
  }
  const pause = retryPause(state.operation.retry, state.retryCount ?? 0);
  return new Date(Date.parse(state.finishedAt) + pause);
}

/** The next attempt of an operation begins; with `retry.refresh` it goes for what Git has by then. */
export function retrying(state: OperationState): OperationState {
  const { finishedAt: _, syncResult: __, operation, ...rest } = state;
  const { revision: ___, revisions: ____, ...newest } = operation.sync ?? {};
  const refresh = operation.retry?.refresh === true;
  return {
    ...rest,
    operation: refresh ? { ...operation, sync: newest } : operation,
    message: `Retrying operation${
      refresh ? ' with latest revisions' : ''
    }. Attempt #${state.retryCount ?? 1}`,
  };
}

/** What an operation has done so far, as its state says it. */
export function syncResultOf(
  sources: Sources,
  options: { revisions: readonly string[]; resources: ResourceResult[] },
): NonNullable<OperationState['syncResult']> {
  const { resources, revisions } = options;
  return {
    ...(resources.length > 0 ? { resources } : {}),
    revision: '',
    ...revisionFields(sources, revisions),
    source: sources.several ? noSource : sources.list[0] ?? noSource,
    ...(sources.several ? { sources: [...sources.list] } : {}),
  };
}

/** An attempt has ended: the operation succeeds, waits for its next attempt, or fails for good. */
export function ended(
  state: OperationState,
  options: { outcome: AttemptOutcome; now: Date },
): OperationState {
  const { outcome, now } = options;
  const finishedAt = kubeTime(now);
  const attempts = state.retryCount ?? 0;
  const limit = state.operation.retry?.limit ?? 0;
  const terminated = state.phase === 'Terminating';
  if (outcome.phase === 'Succeeded') {
    return { ...state, ...outcome, finishedAt };
  }
  if (!terminated && (limit < 0 || attempts < limit)) {
    const at = new Date(
      Date.parse(finishedAt) + retryPause(state.operation.retry, attempts),
    );
    return {
      ...state,
      phase: 'Running',
      message: `${outcome.message}. Retrying attempt #${
        attempts + 1
      } at ${kubeTime(at)}.`,
      finishedAt,
      retryCount: attempts + 1,
    };
  }
  return {
    ...state,
    phase: outcome.phase,
    message:
      attempts > 0
        ? `${outcome.message} (retried ${attempts} times).`
        : outcome.message,
    finishedAt,
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
    state.operation.sync?.dryRun ||
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
      ...historySource(state.syncResult),
    },
  ];
  return all.slice(Math.max(0, all.length - limit));
}

function historySource({
  revision,
  revisions,
  source,
  sources,
}: NonNullable<OperationState['syncResult']>) {
  return sources ? { revisions, source, sources } : { revision, source };
}

/** Pause after so many repetitions, in milliseconds. */
function retryPause(
  retry: RetryStrategy | undefined,
  repetitions: number,
): number {
  const { backoff } = retry ?? {};
  const first = duration(backoff?.duration || '5s');
  const longest = duration(backoff?.maxDuration || '3m');
  const pause = first * (backoff?.factor ?? 2) ** repetitions;
  return longest > 0 ? Math.min(pause, longest) : pause;
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
