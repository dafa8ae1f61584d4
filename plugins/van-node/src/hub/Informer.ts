import { z } from 'zod';
import type { ApiClient } from './ApiClient';
import { ApiStatusError } from './ApiStatusError';
import { Backoff } from './Backoff';
import { systemClock, type Clock } from './Clock';
import { lines } from './lines';

/**
 * What an informer tells. It waits for each call before it makes the next.
 *
 * @public
 */
export interface InformerHandler<T> {
  /** A complete list: what is not in it is gone. */
  onReplace(items: T[]): Promise<void> | void;
  onUpsert(item: T): Promise<void> | void;
  onDelete(item: T): Promise<void> | void;
  /** The server answered: a list, a watch that opened, an event. */
  onContact?(): Promise<void> | void;
  /** Something failed, the handler itself perhaps; the informer goes on. */
  onError?(error: Error): Promise<void> | void;
}

/**
 * What an informer watches, and what it keeps of it.
 *
 * @public
 */
export interface InformerOptions<T> {
  api: ApiClient;
  /** Of the collection, for example `/api/v1/namespaces/argocd/secrets`. */
  path: string;
  labelSelector?: string;
  fieldSelector?: string;
  /**
   * What is kept of an object; the rest is dropped at once. `undefined`: nothing is kept of this one. An object for which
   * it throws is reported and left out.
   */
  project(object: unknown): T | undefined;
  handler: InformerHandler<T>;
  /** A longer page of a list is refused, bytes; 128 MiB when absent. */
  maxPageBytes?: number;
  /** How long the server keeps one watch open, seconds: between this and twice this; 300 when absent. */
  watchSeconds?: number;
  clock?: Clock;
  random?: () => number;
}

const pageSize = 500;
const maxPageBytes = 128 * 1024 * 1024;
/** A list is kept in memory until it is complete; a page without objects counts as one. */
const maxListItems = 100_000;
/** Etcd takes 1.5 MB; an object is at most twice that as JSON. */
const maxEventBytes = 8 * 1024 * 1024;
const shortWatchMs = 1_000;

const listSchema = z.object({
  metadata: z.object({
    resourceVersion: z.string(),
    continue: z.string().optional(),
  }),
  items: z.array(z.unknown()).nullish(),
});

const eventSchema = z.object({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
  object: z.looseObject({
    code: z.number().optional(),
    reason: z.string().optional(),
    message: z.string().optional(),
    metadata: z
      .looseObject({ resourceVersion: z.string().optional() })
      .optional(),
  }),
});

/**
 * Lists a collection and watches it from there on, until it is stopped. It goes on from where it was after a lost
 * connection, and lists again when the server has forgotten that place or what it sent cannot be understood.
 *
 * @public
 */
export class Informer<T> {
  private readonly stopping = new AbortController();
  private readonly backoff: Backoff;
  private readonly clock: Clock;
  private readonly random: () => number;
  /** Where to watch from; absent when it must be listed first. */
  private resourceVersion: string | undefined;

  private running: Promise<void> = Promise.resolve();

  private constructor(private readonly options: InformerOptions<T>) {
    this.clock = options.clock ?? systemClock;
    this.random = options.random ?? Math.random;
    this.backoff = Backoff.create({
      firstMs: 500,
      maxMs: 30_000,
      random: this.random,
    });
  }

  static start<T>(options: InformerOptions<T>): Informer<T> {
    const informer = new Informer(options);
    informer.running = informer.run();
    return informer;
  }

  /** Resolves when no handler is running any more. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('the informer was stopped'));
    await this.running;
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        this.resourceVersion ??= await this.list();
        await this.watch(this.resourceVersion);
      } catch (error) {
        if (this.stopped) {
          return;
        }
        await this.report(error);
        await this.clock.sleep(this.backoff.next(), this.stopping.signal);
      }
    }
  }

  private async list(): Promise<string> {
    const { api, handler } = this.options;
    const items: T[] = [];
    let token: string | undefined;
    let seen = 0;
    for (;;) {
      const page = await api.getJson(
        this.path({ limit: String(pageSize), continue: token }),
        listSchema,
        {
          signal: this.stopping.signal,
          maxBytes: this.options.maxPageBytes ?? maxPageBytes,
        },
      );
      seen += Math.max(1, page.items?.length ?? 0);
      if (seen > maxListItems) {
        throw new RangeError(
          `The list of ${this.options.path} of ${api.name} has more than ${maxListItems} objects`,
        );
      }
      for (const object of page.items ?? []) {
        const item = await this.project(object);
        if (item !== undefined) {
          items.push(item);
        }
      }
      token = page.metadata.continue || undefined;
      if (token === undefined) {
        await handler.onReplace(items);
        await this.contact();
        return page.metadata.resourceVersion;
      }
    }
  }

  private async watch(resourceVersion: string): Promise<void> {
    const { api } = this.options;
    const seconds = this.options.watchSeconds ?? 300;
    const openedAt = this.clock.now();
    const path = this.path({
      watch: '1',
      resourceVersion,
      allowWatchBookmarks: 'true',
      timeoutSeconds: String(Math.ceil(seconds * (1 + this.random()))),
    });
    const response = await api.request({ path, signal: this.stopping.signal });
    try {
      if (response.status !== 200) {
        await this.refused(response.status);
      }
      await this.contact();
      let events = 0;
      for await (const line of lines(response.body, {
        maxBytes: maxEventBytes,
      })) {
        await this.receive(line);
        events += 1;
      }
      if (events === 0 && this.clock.now() - openedAt < shortWatchMs) {
        throw new Error(
          `${this.what} ended at once without an event; it is opened again`,
        );
      }
    } finally {
      response.body.destroy();
      if (this.clock.now() - openedAt >= shortWatchMs) {
        this.backoff.reset();
      }
    }
  }

  private async receive(line: string): Promise<void> {
    const event = this.parse(line);
    if (event.type === 'ERROR') {
      const { code = 500, reason, message } = event.object;
      this.resourceVersion = undefined;
      throw new ApiStatusError(
        code,
        `${this.what} was ended by the server: ${
          message ?? reason ?? 'no reason given'
        }`,
        reason,
      );
    }
    if (event.type !== 'BOOKMARK') {
      await this.apply(event.type, event.object);
    }
    this.resourceVersion =
      event.object.metadata?.resourceVersion ?? this.resourceVersion;
    await this.contact();
  }

  private async apply(
    type: 'ADDED' | 'MODIFIED' | 'DELETED',
    object: unknown,
  ): Promise<void> {
    const { handler } = this.options;
    const item = await this.project(object);
    if (item === undefined) {
      return;
    }
    if (type === 'DELETED') {
      await handler.onDelete(item);
    } else {
      await handler.onUpsert(item);
    }
  }

  private parse(line: string): z.infer<typeof eventSchema> {
    try {
      return eventSchema.parse(JSON.parse(line));
    } catch {
      // Events may have been lost with this one.
      this.resourceVersion = undefined;
      throw new Error(
        `${this.what} sent a line that is not a watch event; it is listed again`,
      );
    }
  }

  private async project(object: unknown): Promise<T | undefined> {
    try {
      return this.options.project(object);
    } catch (error) {
      await this.report(
        new Error(
          `An object of ${this.options.path} of ${this.options.api.name} has an unexpected form and is left out`,
          { cause: error },
        ),
      );
      return undefined;
    }
  }

  private async refused(status: number): Promise<never> {
    const error = new ApiStatusError(
      status,
      `${this.what} was answered with ${status}`,
    );
    // A server that was restored from a backup does not know the place yet, and says 504.
    if (error.isExpired || status === 504) {
      this.resourceVersion = undefined;
    }
    throw error;
  }

  private async contact(): Promise<void> {
    await this.options.handler.onContact?.();
  }

  private async report(error: unknown): Promise<void> {
    try {
      await this.options.handler.onError?.(
        error instanceof Error ? error : new Error(String(error)),
      );
    } catch {
      // A report that fails must not end the watch.
    }
  }

  private get what(): string {
    return `The watch of ${this.options.path} of ${this.options.api.name}`;
  }

  private path(parameters: Record<string, string | undefined>): string {
    const { path, labelSelector, fieldSelector } = this.options;
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries({
      labelSelector,
      fieldSelector,
      ...parameters,
    })) {
      if (value !== undefined) {
        query.set(name, value);
      }
    }
    return `${path}?${query}`;
  }
}
