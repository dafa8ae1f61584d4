import { isNotFound, type KubeObject } from '../../controller';
import type { Application, Operation } from '../applicationSchema';
import type { ClusterConnection } from '../ClusterConnections';
import type { Comparison } from '../compare';
import { refOf, type ResourceRef } from '../ResourceRef';
import type { SyncTask } from './SyncTask';

/** Options of {@link namespaceRef} and {@link namespaceTask}. */
export interface NamespaceTaskOptions {
  application: Application;
  operation: Operation;
  comparison: Comparison;
  connection: ClusterConnection;
}

/** The namespace that an operation takes care of, as `CreateNamespace=true` asks for. */
export function namespaceRef(
  options: NamespaceTaskOptions,
): ResourceRef | undefined {
  const { application, operation, comparison } = options;
  const name = application.spec.destination.namespace;
  const declared = comparison.resources.some(
    ({ ref, target }) =>
      target &&
      ref.group === '' &&
      ref.kind === 'Namespace' &&
      ref.name === name,
  );
  return name &&
    !declared &&
    operation.sync?.syncOptions?.includes('CreateNamespace=true')
    ? { group: '', version: 'v1', kind: 'Namespace', namespace: '', name }
    : undefined;
}

/** The task that makes the namespace, or keeps its labels and annotations; undefined when there is nothing to do. */
export async function namespaceTask(
  options: NamespaceTaskOptions,
): Promise<SyncTask | undefined> {
  const ref = namespaceRef(options);
  if (!ref) {
    return undefined;
  }
  const kind = { apiVersion: 'v1', kind: 'Namespace' };
  const live = await options.connection.client.get(kind, ref).catch(error => {
    if (isNotFound(error)) {
      return undefined;
    }
    throw error;
  });
  const wanted = options.application.spec.syncPolicy?.managedNamespaceMetadata;
  if (live && !wanted) {
    return undefined;
  }
  const target: KubeObject = {
    ...kind,
    metadata: {
      name: ref.name,
      ...(wanted?.labels ? { labels: wanted.labels } : {}),
      ...(wanted?.annotations ? { annotations: wanted.annotations } : {}),
    },
  };
  return {
    phase: 'PreSync',
    wave: 0,
    ref: refOf(target),
    target,
    live,
    hook: false,
    outOfSync: true,
  };
}
