import { isNotFound } from '../controller';
import type { ClusterConnection } from './ClusterConnections';

/** With this finalizer the deletion of an Application deletes what belongs to it. */
export const resourcesFinalizer = 'resources-finalizer.argocd.argoproj.io';

/** Deletes all that belongs to an Application on a cluster; returns how many objects are not gone yet. */
export async function cascade(
  connection: ClusterConnection,
  application: string,
): Promise<number> {
  let left = 0;
  for (const object of connection.live.ownedBy(application)) {
    left += 1;
    if (object.metadata.deletionTimestamp === undefined) {
      await connection.client.remove(object, object.metadata).catch(error => {
        if (!isNotFound(error)) {
          throw error;
        }
      });
    }
  }
  return left;
}
