import { isDeepStrictEqual } from 'node:util';
import {
  isConflict,
  isNotFound,
  ObjectCache,
  objectKey,
  type ClusterClient,
  type KubeObject,
  type ObjectChange,
} from '../controller';
import type { SkupperStatus } from './conditions';

const skupper = 'skupper.io/v2alpha1';

/** The kinds of which the controller of a site watches all objects in its namespace. */
const watchedKinds = [
  ['AccessGrant', skupper],
  ['AccessToken', skupper],
  ['ConfigMap', 'v1'],
  ['Connector', skupper],
  ['Link', skupper],
  ['Listener', skupper],
  ['Pod', 'v1'],
  ['Service', 'v1'],
  ['Site', skupper],
] as const;

/** @internal */
export type WatchedKind = (typeof watchedKinds)[number][0];

/** Options of {@link SiteObjects.start}. */
export interface SiteObjectsOptions {
  client: ClusterClient;
  namespace: string;
  onChange: (kind: WatchedKind, change: ObjectChange) => void;
}

/** The objects in the namespace of a Site: those that its controller reads, makes, and writes the status of. */
export class SiteObjects {
  readonly client: ClusterClient;
  readonly namespace: string;
  private readonly caches: ReadonlyMap<WatchedKind, ObjectCache>;
  private readonly made = new Map<string, KubeObject>();
  private readonly done = new Set<string>();

  private constructor(options: SiteObjectsOptions) {
    const { client, namespace, onChange } = options;
    this.client = client;
    this.namespace = namespace;
    this.caches = new Map(
      watchedKinds.map(([kind, apiVersion]) => [
        kind,
        ObjectCache.start({
          client,
          namespace,
          of: { apiVersion, kind },
          ...(kind === 'Pod'
            ? { labelSelector: 'skupper.io/component=router' }
            : {}),
          onChange: change => onChange(kind, change),
        }),
      ]),
    );
  }

  static start(options: SiteObjectsOptions): SiteObjects {
    return new SiteObjects(options);
  }

  /** Resolves once everything has been listed. */
  async ready(): Promise<void> {
    await Promise.all([...this.caches.values()].map(cache => cache.ready()));
  }

  get isSynced(): boolean {
    return [...this.caches.values()].every(cache => cache.synced);
  }

  list(kind: WatchedKind): KubeObject[] {
    return this.caches.get(kind)?.list() ?? [];
  }

  get(kind: WatchedKind, name: string): KubeObject | undefined {
    return this.caches.get(kind)?.get(`${this.namespace}/${name}`);
  }

  /** Makes an object unless there is one of that name; resolves with the one that is there. */
  async ensure(wanted: KubeObject): Promise<KubeObject> {
    const id = `${wanted.kind}/${objectKey(wanted)}`;
    const cache = this.cacheOf(wanted);
    const known = cache ? cache.get(objectKey(wanted)) : this.made.get(id);
    if (known) {
      return known;
    }
    const found = await this.client.create(wanted).catch(error => {
      if (isConflict(error)) {
        return this.client.get(wanted, wanted.metadata);
      }
      throw error;
    });
    this.made.set(id, found);
    cache?.put(found);
    return found;
  }

  /** Does what is to be done once in the life of a controller; again only after it failed. */
  async once(what: string, work: () => Promise<void>): Promise<void> {
    if (!this.done.has(what)) {
      await work();
      this.done.add(what);
    }
  }

  /** Changes an object; resolves with undefined when it is gone. */
  async patch(
    object: KubeObject,
    patch: object,
  ): Promise<KubeObject | undefined> {
    return this.keep(
      object,
      this.client.patch(object, object.metadata, { patch }),
    );
  }

  /** Writes the status of an object when it differs; resolves with the object as it is then. */
  async writeStatus(
    object: KubeObject,
    status: SkupperStatus,
  ): Promise<KubeObject | undefined> {
    const before = asFields(object.status);
    if (isDeepStrictEqual(before, { ...status })) {
      return object;
    }
    // A merge patch keeps what it does not name: fields that are gone have to be named as null.
    const gone = Object.fromEntries(
      Object.keys(before)
        .filter(field => !(field in status))
        .map(field => [field, null]),
    );
    return this.keep(
      object,
      this.client.patch(object, object.metadata, {
        subresource: 'status',
        patch: { status: { ...gone, ...status } },
      }),
    );
  }

  async remove(object: KubeObject): Promise<void> {
    await this.client.remove(object, object.metadata).catch(ignoreNotFound);
    this.made.delete(`${object.kind}/${objectKey(object)}`);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.caches.values()].map(cache => cache.stop()));
  }

  private async keep(
    object: KubeObject,
    written: Promise<KubeObject>,
  ): Promise<KubeObject | undefined> {
    const result = await written.catch(ignoreNotFound);
    if (result) {
      const cache = this.cacheOf(object);
      if (cache) {
        cache.put(result);
      } else {
        this.made.set(`${object.kind}/${objectKey(object)}`, result);
      }
    }
    return result;
  }

  private cacheOf(object: KubeObject): ObjectCache | undefined {
    for (const [kind, cache] of this.caches) {
      if (kind === object.kind) {
        return cache;
      }
    }
    return undefined;
  }
}

function asFields(status: unknown): { [field: string]: unknown } {
  return typeof status === 'object' && status !== null ? { ...status } : {};
}

function ignoreNotFound(error: unknown): undefined {
  if (!isNotFound(error)) {
    throw error;
  }
  return undefined;
}
