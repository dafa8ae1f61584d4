import { NotFoundError } from '@backstage/errors';
import type { KubeObject } from '../controller';
import type { Application } from './applicationSchema';
import type { ClusterConnection } from './ClusterConnections';
import { compare, tracked, type Comparison } from './compare';
import { liveObjects } from './LiveState';
import { refOf, type ResourceRef } from './ResourceRef';
import { TargetStateError, type TargetStates } from './TargetStates';

/** Live state could not be loaded: of some kind no object has ever been seen on the cluster. */
export class LiveStateError extends Error {
  constructor(server: string, cause: unknown) {
    super(
      `Failed to load live state: failed to get cluster info for "${server}": error synchronizing cache state : ${String(
        cause,
      )}`,
    );
    this.name = 'LiveStateError';
  }
}

/** Options of {@link compareWithLive}. */
export interface CompareWithLiveOptions {
  targets: TargetStates;
  connection: ClusterConnection;
  /** Compares with this commit instead of the newest one. */
  commit?: string;
  /** Asks the repository even when its last answer is fresh. */
  force?: boolean;
}

/**
 * Compares an Application with its cluster. Throws {@link TargetStateError} or {@link LiveStateError} when one side cannot
 * be had.
 */
export async function compareWithLive(
  application: Application,
  options: CompareWithLiveOptions,
): Promise<{ comparison: Comparison; revision: string }> {
  const { targets: states, connection, commit: wanted, force } = options;
  const { source, destination } = application.spec;
  const { name } = application.metadata;
  if (!source) {
    throw new TargetStateError('spec.source is required', '');
  }
  const { commit, objects } = await states.load(source, {
    commit: wanted,
    force,
  });
  try {
    const targets = await Promise.all(
      objects.map(async object =>
        tracked(await placed(object, connection, destination.namespace), name),
      ),
    );
    await connection.live.watch([
      ...targets.map(refOf),
      ...managedBefore(application),
    ]);
    const live = liveObjects(connection.live, { application: name, targets });
    return { comparison: compare({ targets, live }), revision: commit };
  } catch (error) {
    throw new LiveStateError(connection.server, error);
  }
}

/** What the Application managed when it was last compared: it may be on the cluster still. */
export function managedBefore(application: Application): ResourceRef[] {
  return (application.status?.resources ?? []).map(resource => ({
    group: resource.group ?? '',
    version: resource.version,
    kind: resource.kind,
    namespace: resource.namespace ?? '',
    name: resource.name,
  }));
}

/** The object with the destination's namespace where it names none and its kind needs one. */
async function placed(
  object: KubeObject,
  connection: ClusterConnection,
  namespace: string | undefined,
): Promise<KubeObject> {
  const resource = await connection.client.resource(object).catch(error => {
    if (error instanceof NotFoundError) {
      return undefined;
    }
    throw error;
  });
  const { namespace: named, ...metadata } = object.metadata;
  if (resource?.namespaced === false) {
    return { ...object, metadata };
  }
  return {
    ...object,
    metadata: { ...metadata, namespace: named ?? namespace },
  };
}
