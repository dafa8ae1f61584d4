import { mergePatchBetween } from '../controller';
import type { Application } from './applicationSchema';
import type { ApplicationWriter } from './ApplicationWriter';
import type { ClusterConnection } from './ClusterConnections';
import { compareWithLive } from './compareWithLive';
import {
  begun,
  ended,
  historyAfter,
  progressed,
  retryAt,
  retrying,
} from './operationState';
import { syncResources } from './syncResources';
import type { TargetStates } from './TargetStates';

const fullCommit = /^[0-9a-f]{40}$/;

/** What became of an operation. */
export type OperationResult =
  | { result: 'none' }
  /** Its next attempt is due after so many milliseconds. */
  | { result: 'waiting'; milliseconds: number }
  | { result: 'finished' };

/** Options of {@link OperationRunner.create}. */
export interface OperationRunnerOptions {
  writer: ApplicationWriter;
  targets: TargetStates;
  /** Address that a cluster's server stands for. */
  address: (connection: ClusterConnection) => Promise<string>;
}

/** Runs the operations that are asked for in Applications, one attempt at a time. */
export class OperationRunner {
  private readonly options: OperationRunnerOptions;

  private constructor(options: OperationRunnerOptions) {
    this.options = options;
  }

  static create(options: OperationRunnerOptions): OperationRunner {
    return new OperationRunner(options);
  }

  async run(
    application: Application,
    connection: ClusterConnection,
  ): Promise<OperationResult> {
    const { writer, targets, address } = this.options;
    const { operation, status } = application;
    if (!operation) {
      return { result: 'none' };
    }
    const before = status?.operationState;
    const next = before && retryAt(before);
    const milliseconds = next ? next.getTime() - Date.now() : 0;
    if (milliseconds > 0) {
      return { result: 'waiting', milliseconds };
    }
    const state =
      before && next
        ? retrying(before, { revision: status?.sync?.revision })
        : begun(operation, new Date());
    let current = await writer.writeStatus(application, {
      ...status,
      operationState: state,
    });
    const { source } = current.spec;
    const wanted = state.operation.sync?.revision ?? '';
    const { comparison, revision } = await compareWithLive(current, {
      targets,
      connection,
      commit: fullCommit.test(wanted) ? wanted : undefined,
    });
    const results = { revision, source };
    const outcome = await syncResources({
      operation: state.operation,
      connection,
      address: () => address(connection),
      comparison,
      namespace: current.spec.destination.namespace,
      onProgress: async (message, resources) => {
        current = await writer.writeStatus(current, {
          ...current.status,
          operationState: progressed(state, { message, resources, ...results }),
        });
      },
    });
    const done = ended(state, { outcome, now: new Date(), ...results });
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
