import type { Application } from './applicationSchema';
import type { ApplicationWriter } from './ApplicationWriter';
import { cascade, isCascading, otherFinalizers } from './cascade';
import type { ClusterConnection } from './ClusterConnections';
import { managedBefore } from './compareWithLive';
import { conditionsAfter } from './conditions';

/** What the deletion of an Application needs. */
export interface FinalizeContext {
  writer: ApplicationWriter;
  /** Undefined when the cluster is not known: then the deletion does not wait for it, and what runs there stays. */
  connection: ClusterConnection | undefined;
  /** Why a cluster did not answer, in Argo CD's words. */
  explain: (error: unknown, connection: ClusterConnection) => Promise<string>;
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
      const message = await context.explain(error, connection);
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
