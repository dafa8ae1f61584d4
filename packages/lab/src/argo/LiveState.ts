import { NotFoundError } from '@backstage/errors';
import {
  apiVersionOf,
  ObjectCache,
  objectKey,
  type ClusterClient,
  type KindRef,
  type KubeObject,
} from '../controller';
import { refKey, refOf, trackedBy, type ResourceRef } from './ResourceRef';

/** Options of {@link LiveState.create}. */
export interface LiveStateOptions {
  client: ClusterClient;
  /** Called with the Application that a changed object belongs to. */
  onChange: (application: string) => void;
}

/**
 * What runs on a cluster, of the kinds that Applications manage there, kept by watches. While the cluster cannot be
 * reached it stays as it was last seen: this is why Argo CD calls an unreachable cluster's Applications Synced.
 */
export class LiveState {
  private readonly options: LiveStateOptions;
  private readonly kinds = new Map<string, ObjectCache>();

  private constructor(options: LiveStateOptions) {
    this.options = options;
  }

  static create(options: LiveStateOptions): LiveState {
    return new LiveState(options);
  }

  /**
   * Watches the kinds from now on; rejects when one that was not watched before cannot be listed. Of a kind that the
   * cluster does not have there is nothing to watch.
   */
  async watch(refs: readonly ResourceRef[]): Promise<void> {
    const kinds = new Map(refs.map(ref => [kindKey(kindOf(ref)), kindOf(ref)]));
    await Promise.all(
      [...kinds.values()].map(async kind => {
        if (this.kinds.has(kindKey(kind)) || (await this.isServed(kind))) {
          await this.cacheOf(kind).ready();
        }
      }),
    );
  }

  get(ref: ResourceRef): KubeObject | undefined {
    const cache = this.kinds.get(kindKey(kindOf(ref)));
    return (
      // Of a cluster-scoped object the namespace is empty here, and Git may still name one.
      cache?.get(
        ref.namespace === '' ? ref.name : `${ref.namespace}/${ref.name}`,
      ) ?? cache?.get(ref.name)
    );
  }

  /** All objects, of the watched kinds, that belong to an Application. */
  ownedBy(application: string): KubeObject[] {
    return [...this.kinds.values()].flatMap(cache =>
      cache.list().filter(object => trackedBy(object) === application),
    );
  }

  /** Takes an object as a write returned it. */
  put(object: KubeObject): void {
    this.kinds.get(kindKey(object))?.put(object);
  }

  /** Forgets an object that has been deleted. */
  drop(object: KubeObject): void {
    this.kinds.get(kindKey(object))?.drop(objectKey(object));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.kinds.values()].map(cache => cache.stop()));
  }

  private async isServed(kind: KindRef): Promise<boolean> {
    try {
      await this.options.client.resource(kind);
      return true;
    } catch (error) {
      if (error instanceof NotFoundError) {
        return false;
      }
      throw error;
    }
  }

  private cacheOf(kind: KindRef): ObjectCache {
    const key = kindKey(kind);
    const known = this.kinds.get(key);
    if (known) {
      return known;
    }
    const cache = ObjectCache.start({
      client: this.options.client,
      of: kind,
      managedFields: 'keep',
      onChange: ({ object, previous }) => {
        const applications = new Set([
          trackedBy(object),
          previous && trackedBy(previous),
        ]);
        for (const application of applications) {
          if (application !== undefined) {
            this.options.onChange(application);
          }
        }
      },
    });
    this.kinds.set(key, cache);
    return cache;
  }
}

/** The live objects that an Application's targets name, and those that belong to it. */
export function liveObjects(
  live: LiveState,
  options: { application: string; targets: readonly KubeObject[] },
): KubeObject[] {
  const found = new Map<string, KubeObject>();
  for (const object of live.ownedBy(options.application)) {
    found.set(refKey(refOf(object)), object);
  }
  for (const target of options.targets) {
    const object = live.get(refOf(target));
    if (object) {
      found.set(refKey(refOf(object)), object);
    }
  }
  return [...found.values()];
}

function kindOf(ref: ResourceRef): KindRef {
  return { apiVersion: apiVersionOf(ref.group, ref.version), kind: ref.kind };
}

function kindKey(kind: KindRef): string {
  return `${kind.apiVersion}/${kind.kind}`;
}
