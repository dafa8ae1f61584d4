import { NotFoundError } from '@backstage/errors';
import type { KubeObject } from '../controller';
import type { Application } from './applicationSchema';
import type { ClusterConnection } from './ClusterConnections';
import { compare, tracked, type Comparison } from './compare';
import type { NewCondition } from './conditions';
import { isDeletionHook } from './hooks';
import { liveObjects } from './LiveState';
import { TargetStateError, type TargetStates } from './manifests/TargetStates';
import { refOf, trackedBy, type ResourceRef } from './ResourceRef';
import { wantedRevision, type Sources } from './sources';

/** What a comparison of an Application with its cluster found. */
export interface AppComparison {
  comparison: Comparison;
  /** Commit, or chart version, of each source; what was asked for when that could not be found. */
  revisions: string[];
  sourceTypes: string[] | undefined;
  conditions: NewCondition[];
}

/** Options of {@link compareWithLive}. */
export interface CompareWithLiveOptions {
  targets: TargetStates;
  connection: ClusterConnection;
  sources: Sources;
  /** Compares with these instead of what the sources ask for. */
  revisions?: readonly string[];
  /** Asks the repositories even when their last answers are fresh. */
  force?: boolean;
}

/**
 * Compares an Application with its cluster. What cannot be had, of Git or of the cluster, becomes a condition, and makes
 * the result unknown.
 */
export async function compareWithLive(
  application: Application,
  options: CompareWithLiveOptions,
): Promise<AppComparison> {
  const { connection, sources, revisions, force } = options;
  const { destination, ignoreDifferences } = application.spec;
  const { name } = application.metadata;
  const conditions: NewCondition[] = [];
  const failed = (message: string) =>
    conditions.push({ type: 'ComparisonError', message });
  const state = await options.targets
    .load({
      application: name,
      namespace: destination.namespace,
      sources,
      revisions,
      force,
    })
    .catch(error => {
      if (error instanceof TargetStateError) {
        failed(error.message);
        return undefined;
      }
      throw error;
    });
  let targets: KubeObject[] = [];
  let live: KubeObject[] = [];
  try {
    targets = withoutRepetitions(
      await Promise.all(
        (state?.objects ?? [])
          .filter(object => !isDeletionHook(object))
          .map(async object =>
            tracked(
              await placed(object, connection, destination.namespace),
              name,
            ),
          ),
      ),
      conditions,
    );
    await connection.live.watch([
      ...targets.map(refOf),
      ...managedBefore(application),
    ]);
    live = liveObjects(connection.live, { application: name, targets });
  } catch (error) {
    failed(
      `Failed to load live state: failed to get cluster info for "${connection.server}": error synchronizing cache state : ${error}`,
    );
  }
  conditions.push(...sharedResources(application, live));
  const incomplete = conditions.some(({ type }) => type === 'ComparisonError');
  return {
    comparison: compare({ targets, live, ignoreDifferences, incomplete }),
    revisions:
      state?.revisions ??
      sources.list.map(
        (source, index) => revisions?.[index] || wantedRevision(source),
      ),
    sourceTypes: state?.sourceTypes,
    conditions,
  };
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

/** Of an object that is there several times the last one counts. */
function withoutRepetitions(
  targets: readonly KubeObject[],
  conditions: NewCondition[],
): KubeObject[] {
  const byKey = new Map<string, { object: KubeObject; times: number }>();
  for (const object of targets) {
    const key = resourceKey(object);
    const times = (byKey.get(key)?.times ?? 0) + 1;
    byKey.set(key, { object, times });
  }
  for (const [key, { times }] of byKey) {
    if (times > 1) {
      conditions.push({
        type: 'RepeatedResourceWarning',
        message: `Resource ${key} appeared ${times} times among application resources.`,
      });
    }
  }
  return [...byKey.values()].map(({ object }) => object);
}

function resourceKey(object: KubeObject): string {
  const { group, kind, namespace, name } = refOf(object);
  return `${group}/${kind}/${namespace}/${
    name || object.metadata.generateName
  }`;
}

function sharedResources(
  application: Application,
  live: readonly KubeObject[],
): NewCondition[] {
  const { name, namespace } = application.metadata;
  return live.flatMap(object => {
    const owner = trackedBy(object);
    return owner === undefined || owner === name
      ? []
      : {
          type: 'SharedResourceWarning',
          message: `${object.kind}/${object.metadata.name} is part of applications ${namespace}/${name} and ${owner}`,
        };
  });
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
