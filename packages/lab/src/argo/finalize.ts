import { apiVersionOf } from '../controller';
import type { Application } from './applicationSchema';
import type { ApplicationWriter } from './ApplicationWriter';
import { cascade, isCascading, otherFinalizers } from './cascade';
import type { ClusterConnection } from './ClusterConnections';
import { managedBefore } from './compareWithLive';
import { conditionsAfter } from './conditions';
import { discover } from './sync/undiscovered';

/** What the deletion of an Application needs. */
export interface FinalizeContext {
  writer: ApplicationWriter;
  /** Undefined when the cluster is not known: then the deletion does not wait for it, and what runs there stays. */
  connection: ClusterConnection | undefined;
  /** What a cluster's server stands for in messages. */
  address: (connection: ClusterConnection) => Promise<string>;
}

/**
 * Goes on with the deletion of an Application: deletes, with its finalizer, what belongs to it, and lets it go once all of
 * that is gone. Returns whether something is left to be waited for.
 */
export async function finalize(
  application: Application,
  context: FinalizeContext,
): Promise<boolean> {
  const { writer, connection } = context;
  if (!isCascading(application)) {
    return false;
  }
  if (connection) {
    try {
      await connection.live.watch(managedBefore(application));
      if ((await cascade(connection, application)) > 0) {
        return true;
      }
    } catch (error) {
      const message = await whyNot(application, error, {
        connection,
        address: () => context.address(connection),
      });
      await writer.writeStatus(application, {
        ...application.status,
        conditions: conditionsAfter(application.status?.conditions, {
          evaluated: ['DeletionError'],
          found: [{ type: 'DeletionError', message }],
          now: new Date(),
        }),
      });
      return true;
    }
  }
  await writer.writeFinalizers(application, otherFinalizers(application));
  return false;
}

/** Argo CD asks for the kinds of what it deletes; where that works, the reason is another one. */
async function whyNot(
  application: Application,
  error: unknown,
  options: {
    connection: ClusterConnection;
    address: () => Promise<string>;
  },
): Promise<string> {
  for (const { group, version } of managedBefore(application)) {
    const problem = await discover(apiVersionOf(group, version), options);
    if (problem) {
      return `failed to get api resource: ${problem.message}`;
    }
  }
  return error instanceof Error ? error.message : String(error);
}
