import { ObjectWriter } from './ObjectWriter';
import { ResourceRegistry } from './ResourceRegistry';
import { StatusError } from './status';

/**
 * Stands for the kubelets when Pods on nodes are deleted: their containers stop at once, then the Pod goes.
 *
 * @internal
 */
export class PodTermination {
  static attach(registry: ResourceRegistry, writer: ObjectWriter): void {
    const pods = registry.builtin('', 'pods');
    pods.store.subscribe(event => {
      const { name = '', namespace, uid } = event.current.object.metadata;
      const isStopping =
        event.type !== 'DELETED' &&
        (event.current.object.metadata.deletionGracePeriodSeconds ?? 0) > 0;
      if (!isStopping) {
        return;
      }
      setImmediate(() => {
        try {
          writer.delete(pods, {
            namespace,
            name,
            gracePeriodSeconds: 0,
            preconditions: { uid },
          });
        } catch (error) {
          if (!(error instanceof StatusError)) {
            throw error;
          }
        }
      });
    });
  }
}
