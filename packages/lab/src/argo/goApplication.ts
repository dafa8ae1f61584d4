import type { JsonObject } from '../controller';
import type { ApplicationStatus } from './applicationSchema';
import { noSource } from './sources';

/**
 * A status as Go holds it: what is not set has its zero value. Argo CD writes merge patches between two of these, so that
 * a field which was never set is not written either; an object that it writes as a whole has them all.
 */
export function goStatus(status: ApplicationStatus | undefined): JsonObject {
  const { sync, ...rest } = status ?? {};
  return {
    health: {},
    sourceHydrator: {},
    summary: {},
    ...rest,
    sync: {
      status: '',
      ...sync,
      comparedTo: { destination: {}, source: noSource, ...sync?.comparedTo },
    },
  };
}
