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
  signal.throwIfAborted();
  const { promise, resolve, reject } = deferred<KubeObject[]>();
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort);
  const cache = ObjectCache.start({
    client,
    of,
    namespace,
    onChange: () => check(),
  });
  const check = () => {
    if (cache.synced && isSo(cache.list())) {
      resolve(cache.list());
    }
  };
  try {
    await Promise.race([cache.ready(), promise]);
    check();
    return await promise;
  } finally {
    signal.removeEventListener('abort', abort);
    await cache.stop();
  }
}

function deferred<T>(): {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
} {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
