import { apiVersionOf, isNotFound, type KubeObject } from '../../controller';
import { listAnnotation, argoAnnotations } from '../annotations';
import type { Operation } from '../applicationSchema';
import type { ClusterConnection } from '../ClusterConnections';
import { goNetworkError } from '../goNetworkError';
import { kindDefinedBy } from '../kindDefinedBy';
import type { SyncTask } from './SyncTask';

const skipDryRun = 'SkipDryRunOnMissingResource=true';

/** Options of {@link undiscovered}. */
export interface UndiscoveredOptions {
  operation: Operation;
  connection: ClusterConnection;
  /** What the cluster's server stands for in messages, `10.0.182.237:443`. */
  address: () => Promise<string>;
}

/**
 * Asks for every kind anew, as Argo CD does before it applies: this is where an unreachable cluster is noticed. Returns
 * what is wrong with each task's kind.
 */
export async function undiscovered(
  tasks: readonly SyncTask[],
  options: UndiscoveredOptions,
): Promise<Map<SyncTask, string>> {
  const { client } = options.connection;
  const problems = new Map<SyncTask, string>();
  const byVersion = new Map<string, string | undefined>();
  for (const task of tasks) {
    const { group, version, kind } = task.ref;
    const apiVersion = apiVersionOf(group, version);
    if (!byVersion.has(apiVersion)) {
      byVersion.set(apiVersion, await problemOf(apiVersion, options));
    }
    const problem =
      byVersion.get(apiVersion) ??
      (await client.resource({ apiVersion, kind }).then(
        () => undefined,
        () => missing(task),
      ));
    if (
      problem &&
      !(problem === missing(task) && isExpected(task, tasks, options))
    ) {
      problems.set(task, problem);
    }
  }
  return problems;
}

async function problemOf(
  apiVersion: string,
  options: UndiscoveredOptions,
): Promise<string | undefined> {
  const { client, server } = options.connection;
  try {
    await client.rediscover(apiVersion);
    return undefined;
  } catch (error) {
    if (isNotFound(error)) {
      return undefined;
    }
    const path = apiVersion.includes('/') ? 'apis' : 'api';
    const reason = goNetworkError({
      error,
      url: `${server}/${path}/${apiVersion}`,
      address: await options.address(),
    });
    return `failed to discover server resources for group version ${apiVersion}: ${reason}`;
  }
}

function missing({ ref }: SyncTask): string {
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
