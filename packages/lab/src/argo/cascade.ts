import { listAnnotation, syncOption } from './annotations';
import type { Application } from './applicationSchema';
import type { ClusterConnection } from './ClusterConnections';
import { syncWave } from './hooks';
import { kindDefinedBy } from './kindDefinedBy';
import { deleteObject } from './sync/applyObject';
import type { KubeObject } from '../controller';

/** With this finalizer the deletion of an Application deletes what belongs to it. */
export const resourcesFinalizer = 'resources-finalizer.argocd.argoproj.io';

const foreground = [resourcesFinalizer, `${resourcesFinalizer}/foreground`];
const background = [
  `${resourcesFinalizer}/background`,
  'background-resources-finalizer.argocd.argoproj.io',
];

/** Whether the deletion of an Application deletes what belongs to it. */
export function isCascading(application: Application): boolean {
  return (application.metadata.finalizers ?? []).some(finalizer =>
    [...foreground, ...background].includes(finalizer),
  );
}

/** The finalizers of an Application without those that make its deletion cascade. */
export function otherFinalizers(application: Application): string[] {
  return (application.metadata.finalizers ?? []).filter(
    finalizer => ![...foreground, ...background].includes(finalizer),
  );
}

/**
 * Deletes what belongs to an Application on a cluster, those of the highest wave first; returns how many objects are not
 * gone yet. Definitions of kinds stay, and what is told to stay.
 */
export async function cascade(
  connection: ClusterConnection,
  application: Application,
): Promise<number> {
  const owned = () =>
    connection.live
      .ownedBy(application.metadata.name)
      .filter(object => isToBeDeleted(object, application));
  const objects = owned();
  if (objects.some(({ metadata }) => metadata.deletionTimestamp)) {
    return objects.length;
  }
  const wave = Math.max(...objects.map(syncWave));
  for (const object of objects.filter(each => syncWave(each) === wave)) {
    await deleteObject(connection, object, propagationOf(application));
  }
  return owned().length;
}

function isToBeDeleted(object: KubeObject, application: Application): boolean {
  const { syncPolicy } = application.spec;
  return (
    !kindDefinedBy(object) &&
    syncOption('Delete', object, syncPolicy?.syncOptions) !== 'false' &&
    !listAnnotation(object, 'helm.sh/resource-policy').includes('keep')
  );
}

function propagationOf(application: Application): 'Foreground' | 'Background' {
  return application.metadata.finalizers?.some(finalizer =>
    background.includes(finalizer),
  )
    ? 'Background'
    : 'Foreground';
}
