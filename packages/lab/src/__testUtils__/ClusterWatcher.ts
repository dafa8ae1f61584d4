import { KubeConfig } from '@kubernetes/client-node';
import { ClusterClient, ObjectCache, type KindRef } from '../controller';

/** Sees a cluster as kubectl would, and waits for things to become so. */
export class ClusterWatcher {
  private readonly caches = new Map<string, ObjectCache>();
  private readonly waiting = new Set<() => void>();

  private constructor(readonly client: ClusterClient) {}

  static of(client: ClusterClient): ClusterWatcher {
    return new ClusterWatcher(client);
  }

  /** With a context of a kubeconfig file. */
  static async open(path: string, context: string): Promise<ClusterWatcher> {
    const config = new KubeConfig();
    config.loadFromFile(path);
    config.setCurrentContext(context);
    return new ClusterWatcher(await ClusterClient.fromKubeConfig(config));
  }

  /** All objects of a kind, watched from the first call on. */
  async watch(of: KindRef): Promise<ObjectCache> {
    const key = `${of.apiVersion}/${of.kind}`;
    const known = this.caches.get(key);
    if (known) {
      return known;
    }
    const cache = ObjectCache.start({
      client: this.client,
      of,
      onChange: () => {
        for (const check of this.waiting) {
          check();
        }
      },
    });
    this.caches.set(key, cache);
    await cache.ready();
    return cache;
  }

  /** Resolves with the first value that is not undefined: asked now, and after each change of a watched object. */
  until<T>(find: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const check = () => {
        try {
          const found = find();
          if (found !== undefined) {
            this.waiting.delete(check);
            resolve(found);
          }
        } catch (error) {
          this.waiting.delete(check);
          reject(error);
        }
      };
      this.waiting.add(check);
      check();
    });
  }

  async stop(): Promise<void> {
    await Promise.all([...this.caches.values()].map(cache => cache.stop()));
    this.client.close();
  }
}
