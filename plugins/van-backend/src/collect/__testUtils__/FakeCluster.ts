import { Readable } from 'node:stream';
import {
  ApiStatusError,
  DialError,
  type ApiRequest,
  type ApiResponse,
  type ApiSession,
} from '@vanstage/backstage-plugin-van-node';
import type { z } from 'zod';

interface KubeObject {
  metadata: { name: string };
  [field: string]: unknown;
}

/** A cluster in memory, as one connection to it sees it: lists and watches of what a test puts there. */
export class FakeCluster implements ApiSession {
  readonly name: string;
  readonly requests: string[] = [];
  isOpen = true;
  latencyMs = 1;
  /** What a ping, a list or a watch fails with. */
  failure: Error | undefined;
  /** What a list or watch below this path fails with. */
  readonly failures = new Map<string, Error>();

  private readonly objects = new Map<string, Map<string, KubeObject>>();
  private readonly watches = new Map<string, Set<Readable>>();
  private readonly closeListeners: (() => void)[] = [];
  private readonly events: { path: string; version: number; line: string }[] =
    [];
  private version = 1;

  constructor(name: string) {
    this.name = name;
  }

  put(path: string, object: KubeObject): void {
    const objects = this.objects.get(path) ?? new Map();
    const type = objects.has(object.metadata.name) ? 'MODIFIED' : 'ADDED';
    objects.set(object.metadata.name, object);
    this.objects.set(path, objects);
    this.emit(path, type, object);
  }

  remove(path: string, name: string): void {
    const object = this.objects.get(path)?.get(name);
    if (object) {
      this.objects.get(path)?.delete(name);
      this.emit(path, 'DELETED', object);
    }
  }

  /** Ends the watches, as a server does from time to time. */
  endWatches(): void {
    for (const watches of this.watches.values()) {
      for (const watch of watches) {
        watch.push(null);
      }
    }
  }

  async getJson<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    const { pathname } = this.accept(path);
    if (pathname === '/version') {
      return schema.parse({ gitVersion: 'v1.36.3' });
    }
    return schema.parse({
      metadata: { resourceVersion: String(this.version) },
      items: [...(this.objects.get(pathname)?.values() ?? [])],
    });
  }

  async request({ path, signal }: ApiRequest): Promise<ApiResponse> {
    const { pathname, searchParams } = this.accept(path);
    const body = new Readable({ read() {} });
    for (const event of this.events) {
      if (
        event.path === pathname &&
        event.version > Number(searchParams.get('resourceVersion'))
      ) {
        body.push(event.line);
      }
    }
    const watches = this.watches.get(pathname) ?? new Set();
    this.watches.set(pathname, watches.add(body));
    body.once('close', () => watches.delete(body));
    signal?.addEventListener('abort', () => body.destroy());
    return { status: 200, headers: {}, body };
  }

  async ping(): Promise<number> {
    this.accept('/ping');
    return this.latencyMs;
  }

  onClose(listener: () => void): void {
    this.closeListeners.push(listener);
  }

  /** Also how a test cuts the connection. */
  close(): void {
    this.isOpen = false;
    this.failure = new DialError('closed', `${this.name} was closed`);
    for (const watches of this.watches.values()) {
      for (const watch of watches) {
        watch.destroy();
      }
    }
    for (const listener of this.closeListeners.splice(0)) {
      listener();
    }
  }

  private accept(path: string): URL {
    this.requests.push(path);
    const url = new URL(path, 'https://cluster');
    const failure = this.failure ?? this.failures.get(url.pathname);
    if (failure) {
      throw failure;
    }
    return url;
  }

  private emit(path: string, type: string, object: KubeObject): void {
    this.version += 1;
    const { metadata } = object;
    const line = `${JSON.stringify({
      type,
      object: {
        ...object,
        metadata: { ...metadata, resourceVersion: String(this.version) },
      },
    })}\n`;
    this.events.push({ path, version: this.version, line });
    for (const watch of this.watches.get(path) ?? []) {
      watch.push(line);
    }
  }
}

export function forbidden(code: number): ApiStatusError {
  return new ApiStatusError(code, `answered with ${code}`);
}
