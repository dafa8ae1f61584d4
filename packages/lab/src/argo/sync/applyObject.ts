import { isConflict, isNotFound, type KubeObject } from '../../controller';
import { syncOption } from '../annotations';
import type { Operation } from '../applicationSchema';
import type { ClusterConnection } from '../ClusterConnections';
import { applyPatch, withLastApplied } from '../compare';
import { refOf } from '../ResourceRef';

/** Options of {@link applyObject}. */
export interface ApplyObjectOptions {
  operation: Operation;
  connection: ClusterConnection;
  target: KubeObject;
  live: KubeObject | undefined;
}

/** Brings an object to a cluster as the options of operation and object say; returns what kubectl says of it. */
export async function applyObject(
  options: ApplyObjectOptions,
): Promise<string> {
  const { operation, target, live } = options;
  const sync = operation.sync ?? {};
  const name = kubectlName(target);
  const is = (option: string) =>
    syncOption(option, target, sync.syncOptions) === 'true';
  if (sync.dryRun) {
    return `${name} ${changeOf(target, live)} (dry run)`;
  }
  if (is('Replace')) {
    return live ? replace(options, name) : create(options, name);
  }
  if (is('ServerSideApply')) {
    return applyOnServer(options, name);
  }
  return live ? patch(options, name, live) : create(options, name);
}

/** Deletes a live object; one that is gone already is fine. */
export async function deleteObject(
  connection: ClusterConnection,
  live: KubeObject,
  propagationPolicy: 'Foreground' | 'Background' | 'Orphan' = 'Foreground',
): Promise<void> {
  const { client } = connection;
  await client
    .remove(live, live.metadata, { propagationPolicy })
    .catch(ignoreNotFound);
  // What stays for its finalizers is left to the watch: it might be gone by the time that it is put there.
  const left = await client.get(live, live.metadata).catch(ignoreNotFound);
  if (!left) {
    connection.live.drop(live);
  }
}

function changeOf(target: KubeObject, live: KubeObject | undefined): string {
  if (!live) {
    return 'created';
  }
  return applyPatch(target, live) ? 'configured' : 'unchanged';
}

async function create(
  options: ApplyObjectOptions,
  name: string,
): Promise<string> {
  const { connection, target } = options;
  const { client, live: known } = connection;
  try {
    known.put(await client.create(withLastApplied(target)));
    return `${name} created`;
  } catch (error) {
    if (!isConflict(error)) {
      throw error;
    }
    // Somebody made it meanwhile.
    return patch(options, name, await client.get(target, target.metadata));
  }
}

async function patch(
  { connection, target }: ApplyObjectOptions,
  name: string,
  live: KubeObject,
): Promise<string> {
  if (!applyPatch(target, live)) {
    return `${name} unchanged`;
  }
  const change = applyPatch(withLastApplied(target), live) ?? {};
  connection.live.put(
    await connection.client.patch(target, target.metadata, { patch: change }),
  );
  return `${name} configured`;
}

async function replace(
  { connection, target, live }: ApplyObjectOptions,
  name: string,
): Promise<string> {
  const { resourceVersion } = live?.metadata ?? {};
  connection.live.put(
    await connection.client.replace({
      ...target,
      metadata: { ...target.metadata, resourceVersion },
    }),
  );
  return `${name} replaced`;
}

async function applyOnServer(
  { connection, target }: ApplyObjectOptions,
  name: string,
): Promise<string> {
  connection.live.put(
    await connection.client.apply(target, {
      fieldManager: 'argocd-controller',
    }),
  );
  return `${name} serverside-applied`;
}

/** `deployment.apps/web`, `service/web` */
function kubectlName(object: KubeObject): string {
  const { group, kind, name } = refOf(object);
  return `${kind.toLowerCase()}${group === '' ? '' : `.${group}`}/${name}`;
}

function ignoreNotFound(error: unknown): undefined {
  if (!isNotFound(error)) {
    throw error;
  }
  return undefined;
}
