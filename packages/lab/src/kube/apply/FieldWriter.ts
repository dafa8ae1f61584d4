import { KubeObject } from '../kubeObject';
import { ownApplied } from './applyConfiguration';
import { ownCreated, ownUpdated, WriteTarget } from './FieldOwnership';
import { managedEntries, withManagedEntries } from './ManagedEntry';

/**
 * Who writes an object, in the words of `metadata.managedFields`.
 */
export interface FieldWriter {
  /** Default: the server itself. */
  manager?: string;
  /** Whether the object was applied, and not created or updated. */
  isApplied?: boolean;
}

const serverManager = 'kube-apiserver';

/** A new object that says who owns its fields; `sent` is what the client wrote. */
export function ownNew(
  object: KubeObject,
  options: WriteTarget & FieldWriter & { sent: KubeObject },
): KubeObject {
  const { manager = serverManager, sent } = options;
  return options.isApplied
    ? ownApplied(object, { ...options, manager, configuration: sent })
    : ownCreated(object, { ...options, manager, sent });
}

/** A changed object that says who owns its fields; one that was applied says so itself. */
export function ownChanged(
  objects: { current: KubeObject; next: KubeObject; sent: KubeObject },
  options: WriteTarget & FieldWriter,
): KubeObject {
  return options.isApplied
    ? withManagedEntries(objects.next, managedEntries(objects.sent))
    : ownUpdated(objects, {
        ...options,
        manager: options.manager ?? serverManager,
      });
}
