import {
  apiVersionOf,
  isConflict,
  isNotFound,
  type KubeObject,
} from '../controller';
import { z } from 'zod';
import type { Operation, ResourceResult } from './applicationSchema';
import type { ClusterConnection } from './ClusterConnections';
import {
  applyPatch,
  withLastApplied,
  type ComparedResource,
  type Comparison,
} from './compare';
import { compareForSync, refOf, type ResourceRef } from './ResourceRef';
import { goNetworkError } from './goNetworkError';

/** How one attempt to synchronise ended. */
export interface SyncOutcome {
  succeeded: boolean;
  message: string;
  resources: ResourceResult[];
}

/** Options of {@link syncResources}. */
export interface SyncOptions {
  operation: Operation;
  connection: ClusterConnection;
  /** What a kind's server stands for in messages, `10.0.182.237:443`. */
  address: () => Promise<string>;
  comparison: Comparison;
  /** Namespace of the destination. */
  namespace: string | undefined;
  /** Called when the namespace was created and the rest waits for it. */
  onProgress: (message: string, resources: ResourceResult[]) => Promise<void>;
}

const podTemplateSchema = z.looseObject({
  spec: z.looseObject({
    template: z.looseObject({
      spec: z.looseObject({
        containers: z.array(z.looseObject({ image: z.string().optional() })),
      }),
    }),
  }),
});

/** The images that a workload's pods run. */
export function imagesOf(object: KubeObject): string[] {
  const parsed = podTemplateSchema.safeParse(object);
  return (parsed.data?.spec.template.spec.containers ?? []).flatMap(
    container => container.image ?? [],
  );
}

/** One attempt: creates the namespace when asked to, applies what differs, deletes what Git no longer has. */
export async function syncResources(
  options: SyncOptions,
): Promise<SyncOutcome> {
  const tasks = options.comparison.resources
    .filter(resource => isWanted(resource, options.operation))
    .sort(
      (a, b) =>
        Number(b.requiresPruning) - Number(a.requiresPruning) ||
        compareForSync(a.ref, b.ref),
    );
  const namespace = namespaceRef(options);
  const invalid = await undiscovered(options, [
    ...(namespace ? [namespace] : []),
    ...tasks.map(({ ref }) => ref),
  ]);
  if (invalid) {
    return invalid(tasks, namespace);
  }
  const done: ResourceResult[] = [];
  if (namespace) {
    const created = await createNamespace(options, namespace);
    if (created) {
      done.push(created);
      if (created.status === 'SyncFailed') {
        return failed(done);
      }
      await options.onProgress(
        `waiting for healthy state of /Namespace/${namespace.name}`,
        done,
      );
    }
  }
  for (const task of tasks) {
    done.push(await runTask(options, task));
  }
  return done.some(({ status }) => status === 'SyncFailed')
    ? failed(done)
    : {
        succeeded: true,
        message: 'successfully synced (all tasks run)',
        resources: done,
      };
}

function isWanted(resource: ComparedResource, operation: Operation): boolean {
  const selected = operation.sync?.resources;
  const onlyOutOfSync = operation.sync?.syncOptions?.includes(
    'ApplyOutOfSyncOnly=true',
  );
  if (onlyOutOfSync && resource.status === 'Synced') {
    return false;
  }
  return (
    selected === undefined ||
    selected.some(
      wanted =>
        (wanted.group ?? '') === resource.ref.group &&
        wanted.kind === resource.ref.kind &&
        wanted.name === resource.ref.name,
    )
  );
}

function namespaceRef(options: SyncOptions): ResourceRef | undefined {
  const { operation, namespace } = options;
  return namespace !== undefined &&
    operation.sync?.syncOptions?.includes('CreateNamespace=true')
    ? {
        group: '',
        version: 'v1',
        kind: 'Namespace',
        namespace: '',
        name: namespace,
      }
    : undefined;
}

/** Asks for every kind anew, as Argo CD does before it applies: this is where an unreachable cluster is noticed. */
async function undiscovered(options: SyncOptions, refs: ResourceRef[]) {
  const { client, server } = options.connection;
  const problems = new Map<string, string>();
  const versions = new Set(
    refs.map(({ group, version }) => apiVersionOf(group, version)),
  );
  for (const apiVersion of versions) {
    await client.rediscover(apiVersion).catch(async error => {
      const path = apiVersion.includes('/') ? 'apis' : 'api';
      const reason = goNetworkError({
        error,
        url: `${server}/${path}/${apiVersion}`,
        address: await options.address(),
      });
      problems.set(
        apiVersion,
        `failed to discover server resources for group version ${apiVersion}: ${reason}`,
      );
    });
  }
  for (const ref of refs) {
    const apiVersion = apiVersionOf(ref.group, ref.version);
    if (!problems.has(apiVersion)) {
      await client.resource({ apiVersion, kind: ref.kind }).catch(() => {
        problems.set(
          apiVersion,
          `The Kubernetes API could not find ${ref.group}/${ref.kind} for requested resource ${ref.namespace}/${ref.name}. Make sure the "${ref.kind}" CRD is installed on the destination cluster.`,
        );
      });
    }
  }
  if (problems.size === 0) {
    return undefined;
  }
  return (
    tasks: readonly ComparedResource[],
    namespace: ResourceRef | undefined,
  ): SyncOutcome => {
    const failure = (ref: ResourceRef, target: KubeObject | undefined) => ({
      ...result(ref, target),
      status: 'SyncFailed' as const,
      message: problems.get(apiVersionOf(ref.group, ref.version)) ?? '',
    });
    return {
      succeeded: false,
      message: `one or more synchronization tasks are not valid: ${[
        ...problems.values(),
      ]
        .sort()
        .join('; ')}`,
      resources: [
        ...(namespace
          ? [{ ...failure(namespace, undefined), syncPhase: 'PreSync' }]
          : []),
        ...tasks.map(({ ref, target }) => failure(ref, target)),
      ],
    };
  };
}

async function createNamespace(
  options: SyncOptions,
  ref: ResourceRef,
): Promise<ResourceResult | undefined> {
  const { client } = options.connection;
  const kind = { apiVersion: 'v1', kind: 'Namespace' };
  try {
    const known = await client.get(kind, ref).catch(error => {
      if (isNotFound(error)) {
        return undefined;
      }
      throw error;
    });
    if (known) {
      return undefined;
    }
    await client.create({ ...kind, metadata: { name: ref.name } });
  } catch (error) {
    return {
      ...result(ref, undefined),
      syncPhase: 'PreSync',
      status: 'SyncFailed',
      hookPhase: 'Failed',
      message: messageOf(error),
    };
  }
  return {
    ...result(ref, undefined),
    syncPhase: 'PreSync',
    status: 'Synced',
    hookPhase: 'Running',
    message: `namespace/${ref.name} created`,
  };
}

async function runTask(
  options: SyncOptions,
  task: ComparedResource,
): Promise<ResourceResult> {
  const base = result(task.ref, task.target);
  try {
    if (task.target) {
      const message = await apply(options.connection, task.target, task.live);
      return { ...base, status: 'Synced', hookPhase: 'Running', message };
    }
    if (!options.operation.sync?.prune) {
      return {
        ...base,
        status: 'PruneSkipped',
        message: 'ignored (requires pruning)',
      };
    }
    if (task.live) {
      await prune(options.connection, task.live);
    }
    return {
      ...base,
      status: 'Pruned',
      hookPhase: 'Succeeded',
      message: 'pruned',
    };
  } catch (error) {
    return {
      ...base,
      status: 'SyncFailed',
      hookPhase: 'Failed',
      message: messageOf(error),
    };
  }
}

async function apply(
  connection: ClusterConnection,
  target: KubeObject,
  live: KubeObject | undefined,
): Promise<string> {
  const { client } = connection;
  const name = kubectlName(target);
  if (!live) {
    try {
      connection.live.put(await client.create(withLastApplied(target)));
      return `${name} created`;
    } catch (error) {
      if (!isConflict(error)) {
        throw error;
      }
      // Somebody made it meanwhile.
      return apply(
        connection,
        target,
        await client.get(target, target.metadata),
      );
    }
  }
  if (!applyPatch(target, live)) {
    return `${name} unchanged`;
  }
  const patch = applyPatch(withLastApplied(target), live) ?? {};
  connection.live.put(await client.patch(target, target.metadata, { patch }));
  return `${name} configured`;
}

async function prune(
  connection: ClusterConnection,
  live: KubeObject,
): Promise<void> {
  await connection.client.remove(live, live.metadata).catch(error => {
    if (!isNotFound(error)) {
      throw error;
    }
  });
  if ((live.metadata.finalizers ?? []).length === 0) {
    connection.live.drop(live);
  }
}

function failed(resources: ResourceResult[]): SyncOutcome {
  const failures = resources.filter(({ status }) => status === 'SyncFailed');
  const what =
    failures.length === resources.length
      ? 'one or more objects failed to apply'
      : 'one or more synchronization tasks completed unsuccessfully';
  return {
    succeeded: false,
    message: `${what}, reason: ${failures
      .map(({ message }) => message)
      .join(',')}`,
    resources: resources.map(resource =>
      resource.hookPhase === 'Running' && resource.syncPhase === 'Sync'
        ? { ...resource, hookPhase: 'Succeeded' }
        : resource,
    ),
  };
}

function result(ref: ResourceRef, target: KubeObject | undefined) {
  const images = target ? imagesOf(target) : [];
  return {
    group: ref.group,
    version: ref.version,
    kind: ref.kind,
    namespace: ref.namespace,
    name: ref.name,
    syncPhase: 'Sync',
    ...(images.length > 0 ? { images } : {}),
  };
}

/** `deployment.apps/web`, `service/web` */
function kubectlName(object: KubeObject): string {
  const { group, kind, name } = refOf(object);
  return `${kind.toLowerCase()}${group === '' ? '' : `.${group}`}/${name}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
