import type { Application } from '../applicationSchema';
import type { ClusterConnection } from '../ClusterConnections';
import type { Project } from '../projects/Project';
import type { SyncTask } from './SyncTask';

/** What a project does not allow its Application to synchronise. */
export function refuseByProject(
  context: { connection: ClusterConnection; project: Project },
  application: Application,
): (task: SyncTask) => string | undefined {
  const { connection, project } = context;
  const { name, server } = connection;
  const { destination } = application.spec;
  return ({ ref }) => {
    const namespaced = ref.namespace !== '';
    if (!project.allowsKind(ref, namespaced)) {
      return `resource ${ref.group}:${ref.kind} is not permitted in project ${project.name}`;
    }
    const namespace = ref.namespace || (destination.namespace ?? '');
    return namespaced && !project.allowsDestination({ name, server, namespace })
      ? `namespace ${namespace} is not permitted in project '${project.name}'`
      : undefined;
  };
}
