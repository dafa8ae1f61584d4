import type { ClusterClient, KindRef, KubeObject } from '../controller';
import { shiftTimes } from '../faults/shiftTimes';

/**
 * Makes what objects tell of the past so much older: every time in their status. When they were made stays, since no
 * API server lets that be written.
 */
export async function ageObjects(options: {
  client: ClusterClient;
  of: KindRef;
  objects: readonly KubeObject[];
  /** Whether the kind's status is a subresource. */
  subresource?: 'status';
  milliseconds: number;
}): Promise<void> {
  const { client, of, objects, subresource, milliseconds } = options;
  for (const { metadata, status } of objects) {
    if (status !== undefined) {
      await client.patch(of, metadata, {
        subresource,
        patch: {
          status: JSON.parse(shiftTimes(JSON.stringify(status), -milliseconds)),
        },
      });
    }
  }
}
