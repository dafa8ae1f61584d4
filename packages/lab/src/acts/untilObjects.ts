import { once } from 'node:events';
import {
  ObjectCache,
  type ClusterClient,
  type KindRef,
  type KubeObject,
} from '../controller';

/** Resolves with the objects of a kind as soon as they are as wanted; rejects when the signal is aborted first. */
export async function untilObjects(options: {
  client: ClusterClient;
  of: KindRef;
  namespace: string;
  isSo: (objects: KubeObject[]) => boolean;
  signal: AbortSignal;
}): Promise<KubeObject[]> {
  const { client, of, namespace, isSo, signal } = options;
  const changes = new EventTarget();
  const cache = ObjectCache.start({
    client,
    of,
    namespace,
    onChange: () => changes.dispatchEvent(new Event('change')),
  });
  try {
    await cache.ready();
    for (;;) {
      const changed = once(changes, 'change', { signal });
      if (isSo(cache.list())) {
        changed.catch(() => undefined);
        return cache.list();
      }
      await changed;
    }
  } finally {
    await cache.stop();
  }
}
