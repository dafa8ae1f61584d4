import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { ApiError, isGone } from './ApiError';
import type { ClusterClient, KindRef } from './ClusterClient';
import { kubeObjectSchema, objectKey, type KubeObject } from './KubeObject';

const watchErrorSchema = z.looseObject({
  code: z.number().optional(),
  message: z.string().optional(),
  reason: z.string().optional(),
});

const firstDelayMilliseconds = 200;
const longestDelayMilliseconds = 3_000;

/** What happened to an object. */
export interface ObjectChange {
  type: 'added' | 'modified' | 'deleted';
  object: KubeObject;
  /** The object before, when it was known. */
  previous?: KubeObject;
}

/** Options of {@link ObjectCache.start}. */
export interface ObjectCacheOptions {
  client: ClusterClient;
  of: KindRef;
  namespace?: string;
  labelSelector?: string;
  /** Who owns which fields is as long as all the rest, and few ask for it. Default `drop`. */
  managedFields?: 'keep' | 'drop';
  onChange?: (change: ObjectChange) => void;
}

/**
 * All objects of a kind, kept by list and watch. While the server cannot be reached it keeps what it last knew, and it
 * goes on where it stopped once the server is back.
 */
export class ObjectCache {
  private readonly options: ObjectCacheOptions;
  private readonly objects = new Map<string, KubeObject>();
  private readonly listeners = new Set<(change: ObjectChange) => void>();
  private readonly aborter = new AbortController();
  private readonly waiting: Array<(error?: Error) => void> = [];
  private resourceVersion: string | undefined;
  private listed = false;
  private running: Promise<void> = Promise.resolve();

  private constructor(options: ObjectCacheOptions) {
    this.options = options;
    if (options.onChange) {
      this.listeners.add(options.onChange);
    }
  }

  /** Begins to list and watch; does not wait for the first answer. */
  static start(options: ObjectCacheOptions): ObjectCache {
    const cache = new ObjectCache(options);
    cache.running = cache.run();
    return cache;
  }

  /** Whether the first complete list has come. */
  get synced(): boolean {
    return this.listed;
  }

  /** Resolves once the first complete list has come; rejects when the attempt under way fails. */
  ready(): Promise<void> {
    if (this.listed) {
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      this.waiting.push(error => (error ? reject(error) : resolve()));
    });
  }

  get(key: string): KubeObject | undefined {
    return this.objects.get(key);
  }

  list(): KubeObject[] {
    return [...this.objects.values()];
  }

  /** Calls back with each change from now on. Right after the start nothing has been missed. */
  onChange(listener: (change: ObjectChange) => void): void {
    this.listeners.add(listener);
  }

  /** Takes an object as a write returned it, so that its writer does not see an older one until the watch tells. */
  put(object: KubeObject): void {
    this.keep(object);
  }

  /** Drops an object whose deletion the server has confirmed. */
  drop(key: string): void {
    this.objects.delete(key);
  }

  async stop(): Promise<void> {
    this.aborter.abort();
    this.settle(new Error('The cache was stopped.'));
    await this.running;
  }

  private async run(): Promise<void> {
    let pause = firstDelayMilliseconds;
    while (!this.aborter.signal.aborted) {
      try {
        if (this.resourceVersion === undefined) {
          await this.relist();
        }
        pause = firstDelayMilliseconds;
        await this.watch();
      } catch (error) {
        if (isGone(error)) {
          this.resourceVersion = undefined;
          continue;
        }
        this.settle(error instanceof Error ? error : new Error(String(error)));
        await delay(pause, undefined, { signal: this.aborter.signal }).catch(
          () => undefined,
        );
        pause = Math.min(pause * 2, longestDelayMilliseconds);
      }
    }
  }

  private async relist(): Promise<void> {
    const { client, of, namespace, labelSelector } = this.options;
    const list = await client.list(of, { namespace, labelSelector });
    const present = new Set(list.items.map(objectKey));
    for (const [key, object] of this.objects) {
      if (!present.has(key)) {
        this.forget(object);
      }
    }
    for (const object of list.items) {
      this.keep(object);
    }
    this.resourceVersion = list.resourceVersion;
    this.listed = true;
    this.settle();
  }

  private async watch(): Promise<void> {
    const { client, of, namespace, labelSelector } = this.options;
    await client.watch(of, {
      namespace,
      labelSelector,
      resourceVersion: this.resourceVersion,
      signal: this.aborter.signal,
      onEvent: (type, object) => this.receive(type, object),
    });
  }

  private receive(type: string, received: unknown): void {
    if (type === 'ERROR') {
      const status = watchErrorSchema.parse(received);
      throw new ApiError({
        status: status.code ?? 500,
        reason: status.reason ?? 'Unknown',
        message: status.message ?? 'The watch failed.',
      });
    }
    const object = kubeObjectSchema.safeParse(received);
    if (!object.success) {
      // A bookmark of a real server carries no name.
      const bookmark = z
        .looseObject({
          metadata: z.looseObject({ resourceVersion: z.string() }),
        })
        .parse(received);
      this.resourceVersion = bookmark.metadata.resourceVersion;
      return;
    }
    if (type === 'DELETED') {
      this.forget(object.data);
    } else if (type !== 'BOOKMARK') {
      this.keep(object.data);
    }
    this.resourceVersion = object.data.metadata.resourceVersion;
  }

  private keep(object: KubeObject): void {
    const key = objectKey(object);
    const previous = this.objects.get(key);
    const { resourceVersion } = object.metadata;
    if (
      previous &&
      isNewer(previous.metadata.resourceVersion, resourceVersion)
    ) {
      return;
    }
    const kept =
      this.options.managedFields === 'keep'
        ? object
        : withoutManagedFields(object);
    this.objects.set(key, kept);
    if (previous?.metadata.resourceVersion !== resourceVersion) {
      this.tell(
        previous
          ? { type: 'modified', object: kept, previous }
          : { type: 'added', object: kept },
      );
    }
  }

  private forget(object: KubeObject): void {
    const key = objectKey(object);
    const previous = this.objects.get(key);
    if (this.objects.delete(key)) {
      this.tell({ type: 'deleted', object, previous });
    }
  }

  private tell(change: ObjectChange): void {
    for (const listener of this.listeners) {
      listener(change);
    }
  }

  private settle(error?: Error): void {
    for (const wake of this.waiting.splice(0)) {
      wake(error);
    }
  }
}

function withoutManagedFields(object: KubeObject): KubeObject {
  const { managedFields: _dropped, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/** Whether resource version `a` is after `b` (both are etcd revisions, though clients are not told so). */
function isNewer(a: string | undefined, b: string | undefined): boolean {
  return Number(a ?? 0) > Number(b ?? 0);
}
