import { mergePatchBetween } from '../controller';
import type {
  Application,
  OperationState,
  ResourceResult,
} from './applicationSchema';
import type { ApplicationWriter } from './ApplicationWriter';
import type { ClusterConnection } from './ClusterConnections';
import { compareWithLive } from './compareWithLive';
import { formatConditions } from './conditions';
import { IgnoredDifferences } from './ignore/IgnoredDifferences';
import type { TargetStates } from './manifests/TargetStates';
import {
  begun,
  ended,
  historyAfter,
  isInProgress,
  retryAt,
  retrying,
  syncResultOf,
  type AttemptOutcome,
} from './operationState';
import type { Project } from './projects/Project';
import { revisionsOf, sourcesOf } from './sources';
import { refuseByProject } from './sync/refuseByProject';
import type { SyncProgress } from './sync/SyncProgress';
import { syncStep } from './sync/syncStep';
import { terminate } from './sync/terminate';

const pollMilliseconds = 1_000;

/** What became of an operation. */
export type OperationResult =
  | { result: 'none' }
  /** Its next step, or its next attempt, is due after so many milliseconds. */
  | { result: 'waiting'; milliseconds: number }
  | { result: 'finished' };

/** Where an operation goes. */
export type OperationTarget =
  | { connection: ClusterConnection; project: Project }
  /** It cannot run at all. */
  | { problem: string };

/** Options of {@link OperationRunner.create}. */
export interface OperationRunnerOptions {
  writer: ApplicationWriter;
  targets: TargetStates;
  /** Address that a cluster's server stands for. */
  address: (connection: ClusterConnection) => Promise<string>;
  /** Pause between two waves, in milliseconds. */
  waveMilliseconds: number;
}

/** Runs the operations that are asked for in Applications, step by step. */
export class OperationRunner {
  private readonly options: OperationRunnerOptions;
  /** When the next wave of an Application may begin. */
  private readonly pauses = new Map<string, number>();

  private constructor(options: OperationRunnerOptions) {
    this.options = options;
  }

  static create(options: OperationRunnerOptions): OperationRunner {
    return new OperationRunner(options);
  }

  async run(
    application: Application,
    target: OperationTarget,
  ): Promise<OperationResult> {
    const { operation, status } = application;
    if (!operation) {
      return { result: 'none' };
    }
    const before = status?.operationState;
    const due = this.dueIn(application);
    if (due > 0) {
      return { result: 'waiting', milliseconds: due };
    }
    let state = before;
    if (!isInProgress(state)) {
      state = begun(operation, new Date());
    } else if (retryAt(state)) {
      state = retrying(state);
    }
    const current = await this.options.writer.writeOperation(
      application,
      state,
    );
    return 'problem' in target
      ? this.end(current, state, { phase: 'Error', message: target.problem })
      : this.step(current, state, target);
  }

  private dueIn(application: Application): number {
    const state = application.status?.operationState;
    const retry = state && retryAt(state);
    const pause = this.pauses.get(application.metadata.name) ?? 0;
    return Math.max(
      retry ? retry.getTime() - Date.now() : 0,
      isInProgress(state) ? pause - performance.now() : 0,
    );
  }

  private async step(
    application: Application,
    begunState: OperationState,
    target: { connection: ClusterConnection; project: Project },
  ): Promise<OperationResult> {
    const { connection } = target;
    const { targets, address } = this.options;
    const { operation, syncResult } = begunState;
    const asked = operation.sync;
    if (!asked) {
      const message = 'Invalid operation request: no operation specified';
      return this.end(application, begunState, { phase: 'Error', message });
    }
    const sources = sourcesOf(
      asked.source || asked.sources ? asked : application.spec,
    );
    const result = await compareWithLive(application, {
      targets,
      connection,
      sources,
      revisions: revisionsOf(syncResult ?? asked),
      force: true,
    });
    const withResults = (resources: ResourceResult[]): OperationState => ({
      ...begunState,
      syncResult: syncResultOf(sources, {
        revisions: result.revisions,
        resources,
      }),
    });
    const shared = result.conditions.find(
      ({ type }) => type === 'SharedResourceWarning',
    );
    if (shared && asked.syncOptions?.includes('FailOnSharedResource=true')) {
      return this.end(application, withResults([]), {
        phase: 'Failed',
        message: `Shared resource found: ${shared.message}`,
      });
    }
    const errors = result.conditions.filter(
      ({ type }) => type === 'ComparisonError',
    );
    if (errors.length > 0) {
      return this.end(application, withResults([]), {
        phase: 'Error',
        message: formatConditions(errors),
      });
    }
    const common = {
      operation,
      comparison: result.comparison,
      connection,
      revision: result.revisions[0] ?? '',
      startedAt: begunState.startedAt,
      results: syncResult?.resources,
    };
    if (begunState.phase === 'Terminating') {
      const resources = await terminate(common);
      const message = 'Operation terminated';
      return this.end(application, withResults(resources), {
        phase: 'Failed',
        message,
      });
    }
    const progress = await syncStep({
      ...common,
      comparison: respectingIgnored(application, common),
      application,
      address: () => address(connection),
      refuse: refuseByProject(target, application),
    });
    return this.progressed(
      application,
      withResults(progress.resources),
      progress,
    );
  }

  private async progressed(
    application: Application,
    state: OperationState,
    progress: SyncProgress,
  ): Promise<OperationResult> {
    const { writer, waveMilliseconds } = this.options;
    const { phase, message } = progress;
    if (phase !== 'Running') {
      return this.end(application, state, { phase, message });
    }
    await writer.writeOperation(application, {
      ...state,
      ...(message === '' ? {} : { message }),
    });
    const milliseconds = progress.waveDone
      ? waveMilliseconds
      : pollMilliseconds;
    if (progress.waveDone) {
      const { name } = application.metadata;
      this.pauses.set(name, performance.now() + waveMilliseconds);
    }
    return { result: 'waiting', milliseconds };
  }

  private async end(
    application: Application,
    state: OperationState,
    outcome: AttemptOutcome,
  ): Promise<OperationResult> {
    const { writer } = this.options;
    const done = ended(state, { outcome, now: new Date() });
    this.pauses.delete(application.metadata.name);
    let current = application;
    const history = historyAfter(current, done);
    if (history !== current.status?.history) {
      current = await writer.writeStatus(current, {
        ...current.status,
        history,
      });
    }
    await writer.patch(current, {
      ...(done.phase === 'Running' ? {} : { operation: null }),
      status: mergePatchBetween(
        { operationState: current.status?.operationState },
        { operationState: done },
      ),
    });
    const again = retryAt(done);
    return again
      ? { result: 'waiting', milliseconds: again.getTime() - Date.now() }
      : { result: 'finished' };
  }
}

/** With `RespectIgnoreDifferences=true` what is not compared is not applied either. */
function respectingIgnored(
  application: Application,
  {
    operation,
    comparison,
  }: Pick<Parameters<typeof syncStep>[0], 'operation' | 'comparison'>,
) {
  if (!operation.sync?.syncOptions?.includes('RespectIgnoreDifferences=true')) {
    return comparison;
  }
  const { ignoreDifferences } = application.spec;
  return {
    ...comparison,
    resources: comparison.resources.map(resource => {
      const { target, live } = resource;
      const ignored =
        target && IgnoredDifferences.of(ignoreDifferences, { target, live });
      return target && ignored
        ? { ...resource, target: ignored.takeFromLive(target) }
        : resource;
    }),
  };
}
