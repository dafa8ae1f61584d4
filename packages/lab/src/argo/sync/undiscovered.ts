import { apiVersionOf, isNotFound, type KubeObject } from '../../controller';
import { listAnnotation, argoAnnotations } from '../annotations';
import type { Operation } from '../applicationSchema';
import type { ClusterConnection } from '../ClusterConnections';
import { goNetworkError } from '../goNetworkError';
import { kindDefinedBy } from '../kindDefinedBy';
import type { SyncTask } from './SyncTask';

const notFound = 'the server could not find the requested resource';
const skipDryRun = 'SkipDryRunOnMissingResource=true';

/** Options of {@link undiscovered}. */
export interface UndiscoveredOptions {
  operation: Operation;
  connection: ClusterConnection;
  /** What the cluster's server stands for in messages, `10.0.182.237:443`. */
  address: () => Promise<string>;
}

/** Why a task's kind is not to be had. */
export interface DiscoveryProblem {
  /** As the operation says it. */
  message: string;
  /** As the task's own result says it. */
  advice: string;
}

/**
 * Asks for every kind anew, as Argo CD does before it applies: this is where an unreachable cluster is noticed. Returns
 * what is wrong with each task's kind.
 */
export async function undiscovered(
  tasks: readonly SyncTask[],
  options: UndiscoveredOptions,
): Promise<Map<SyncTask, DiscoveryProblem>> {
  const { client } = options.connection;
  const problems = new Map<SyncTask, DiscoveryProblem>();
  const byVersion = new Map<string, VersionProblem | undefined>();
  for (const task of tasks) {
    const { group, version, kind } = task.ref;
    const apiVersion = apiVersionOf(group, version);
    if (!byVersion.has(apiVersion)) {
      byVersion.set(apiVersion, await discover(apiVersion, options));
    }
    const known = byVersion.get(apiVersion);
    const missing =
      known?.isMissing ??
      (await client.resource({ apiVersion, kind }).then(
        () => false,
        () => true,
      ));
    if (!known && !missing) {
      continue;
    }
    if (!missing || !isExpected(task, tasks, options)) {
      const message = known?.message ?? notFound;
      problems.set(task, {
        message,
        advice: missing ? adviceFor(task) : message,
      });
    }
  }
  return problems;
}

/** Why an API server does not say what it serves of a group; undefined when it does. */
export async function discover(
  apiVersion: string,
  options: Pick<UndiscoveredOptions, 'connection' | 'address'>,
): Promise<VersionProblem | undefined> {
  const { client, server } = options.connection;
  const prefix = `failed to discover server resources for group version ${apiVersion}`;
  try {
    await client.rediscover(apiVersion);
    return undefined;
  } catch (error) {
    if (isNotFound(error)) {
      return { isMissing: true, message: `${prefix}: ${notFound}` };
    }
    const path = apiVersion.includes('/') ? 'apis' : 'api';
    const reason = goNetworkError({
      error,
      url: `${server}/${path}/${apiVersion}`,
      address: await options.address(),
    });
    return { isMissing: false, message: `${prefix}: ${reason}` };
  }
}

/** Why a group's kinds are not known. */
export interface VersionProblem {
  /** The server answers, and does not have the group. */
  isMissing: boolean;
  message: string;
}

function adviceFor({ ref }: SyncTask): string {
  return `The Kubernetes API could not find ${ref.group}/${ref.kind} for requested resource ${ref.namespace}/${ref.name}. Make sure the "${ref.kind}" CRD is installed on the destination cluster.`;
}

/** Its definition comes in the same synchronisation, or it is told that the kind may be missing at first. */
function isExpected(
  task: SyncTask,
  tasks: readonly SyncTask[],
  { operation }: UndiscoveredOptions,
): boolean {
  return (
    operation.sync?.syncOptions?.includes(skipDryRun) === true ||
    (task.target !== undefined && hasOption(task.target)) ||
    tasks.some(({ target }) => {
      const defined = target && kindDefinedBy(target);
      return (
        defined?.group === task.ref.group && defined.kind === task.ref.kind
      );
    })
  );
}

function hasOption(object: KubeObject): boolean {
  return listAnnotation(object, argoAnnotations.syncOptions).includes(
    skipDryRun,
  );
}
