import type { Readable } from 'node:stream';
import type { KubeConfig } from '@kubernetes/client-node';
import { ForwardedError, NotFoundError } from '@backstage/errors';
import { z } from 'zod';
import { ApiError, isNotFound } from './ApiError';
import type { ApiAnswer, ApiRequest, ApiTransport } from './ApiTransport';
import { Http2Transport } from './Http2Transport';
import { eachLine } from './eachLine';
import { kubeObjectSchema, type KubeObject } from './KubeObject';

const statusSchema = z.looseObject({
  message: z.string().optional(),
  reason: z.string().optional(),
});

const listSchema = z.looseObject({
  metadata: z
    .looseObject({
      resourceVersion: z.string().optional(),
      continue: z.string().optional(),
    })
    .optional(),
  items: z.array(z.looseObject({ metadata: z.looseObject({}) })),
});

const watchLineSchema = z.looseObject({ type: z.string() });

const discoverySchema = z.looseObject({
  resources: z.array(
    z.looseObject({
      name: z.string(),
      kind: z.string(),
      namespaced: z.boolean(),
    }),
  ),
});

const mergePatchType = 'application/merge-patch+json';
const applyPatchType = 'application/apply-patch+yaml';

/** A kind of object at an API server. */
export interface KindRef {
  apiVersion: string;
  kind: string;
}

/** What discovery says of a kind. */
export interface ApiResource extends KindRef {
  /** `deployments` */
  plural: string;
  namespaced: boolean;
}

/** Objects of one kind, all that were there at `resourceVersion`. */
export interface ObjectList {
  items: KubeObject[];
  resourceVersion: string;
}

/** Options of {@link ClusterClient.watch}. */
export interface WatchOptions {
  namespace?: string;
  labelSelector?: string;
  /** Where to go on. */
  resourceVersion?: string;
  signal: AbortSignal;
  /** Called with each line's `type` and `object`. The watch ends when it throws. */
  onEvent: (type: string, object: unknown) => void;
}

/** A client of one Kubernetes API server for any kind of object. */
export class ClusterClient {
  readonly server: string;
  private readonly transport: ApiTransport;
  private readonly discovered = new Map<string, Promise<ApiResource[]>>();

  private constructor(fields: { server: string; transport: ApiTransport }) {
    this.server = fields.server;
    this.transport = fields.transport;
  }

  /** A client whose requests take the given way to the server of that URL. */
  static create(options: {
    server: string;
    transport: ApiTransport;
  }): ClusterClient {
    return new ClusterClient(options);
  }

  /** A client of the kubeconfig's current context (its token, CA, server name, proxy). Connects to nothing yet. */
  static async fromKubeConfig(config: KubeConfig): Promise<ClusterClient> {
    return new ClusterClient({
      server: config.getCurrentCluster()?.server.replace(/\/$/, '') ?? '',
      transport: await Http2Transport.fromKubeConfig(config),
    });
  }

  /** What the server calls the kind, from its discovery documents (asked for once). */
  async resource(ref: KindRef): Promise<ApiResource> {
    const resources = await this.discover(ref.apiVersion).catch(error => {
      if (isNotFound(error)) {
        return [];
      }
      throw error;
    });
    const found = resources.find(resource => resource.kind === ref.kind);
    if (!found) {
      this.discovered.delete(ref.apiVersion);
      throw new NotFoundError(
        `no matches for kind "${ref.kind}" in version "${ref.apiVersion}"`,
      );
    }
    return found;
  }

  /** Asks for the kinds of a group and version again. When that fails, what was known stays. */
  async rediscover(apiVersion: string): Promise<void> {
    const resources = await this.fetchResources(apiVersion);
    this.discovered.set(apiVersion, Promise.resolve(resources));
  }

  /** Path of the kind's collection, in one namespace or in all. */
  async collectionPath(ref: KindRef, namespace?: string): Promise<string> {
    const resource = await this.resource(ref);
    const scope =
      resource.namespaced && namespace !== undefined
        ? `/namespaces/${encodeURIComponent(namespace)}`
        : '';
    return `${versionPath(ref.apiVersion)}${scope}/${resource.plural}`;
  }

  async list(
    ref: KindRef,
    options: { namespace?: string; labelSelector?: string } = {},
  ): Promise<ObjectList> {
    const path = await this.collectionPath(ref, options.namespace);
    const query = new URLSearchParams();
    if (options.labelSelector !== undefined) {
      query.set('labelSelector', options.labelSelector);
    }
    const answer = await this.call('GET', withQuery(path, query));
    const list = listSchema.parse(answer);
    return {
      // Items of a list carry neither apiVersion nor kind.
      items: list.items.map(item =>
        kubeObjectSchema.parse({
          ...item,
          apiVersion: ref.apiVersion,
          kind: ref.kind,
        }),
      ),
      resourceVersion: list.metadata?.resourceVersion ?? '',
    };
  }

  /** Follows a kind's objects; resolves when the server ends the watch or the signal aborts it. */
  async watch(ref: KindRef, options: WatchOptions): Promise<void> {
    const { namespace, labelSelector, resourceVersion, signal } = options;
    const path = await this.collectionPath(ref, namespace);
    const query = new URLSearchParams({
      watch: 'true',
      allowWatchBookmarks: 'true',
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
      ...(labelSelector === undefined ? {} : { labelSelector }),
    });
    const request: ApiRequest = { method: 'GET', path: withQuery(path, query) };
    const { status, body } = await this.send(request);
    const abort = () => body.destroy();
    signal.addEventListener('abort', abort);
    try {
      if (signal.aborted) {
        abort();
      } else if (status >= 400) {
        throw refusal(request, { status, text: await textOf(body) });
      }
      await eachLine(body, line => {
        const event = watchLineSchema.parse(JSON.parse(line));
        options.onEvent(event.type, event.object);
      });
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
    } finally {
      signal.removeEventListener('abort', abort);
      body.destroy();
    }
  }

  async get(
    ref: KindRef,
    target: { namespace?: string; name: string },
  ): Promise<KubeObject> {
    return kubeObjectSchema.parse(
      await this.call('GET', await this.objectPath(ref, target)),
    );
  }

  async create(object: KubeObject): Promise<KubeObject> {
    const path = await this.collectionPath(object, object.metadata.namespace);
    return kubeObjectSchema.parse(await this.call('POST', path, object));
  }

  /** Merge patch (RFC 7386) of the object or of its status. */
  async patch(
    ref: KindRef,
    target: { namespace?: string; name: string },
    options: { patch: object; subresource?: 'status' },
  ): Promise<KubeObject> {
    const path = await this.objectPath(ref, target);
    const suffix = options.subresource ? `/${options.subresource}` : '';
    return kubeObjectSchema.parse(
      await this.call('PATCH', `${path}${suffix}`, options.patch),
    );
  }

  /** Puts an object in the place of the one that is there. */
  async replace(object: KubeObject): Promise<KubeObject> {
    const path = await this.objectPath(object, object.metadata);
    return kubeObjectSchema.parse(await this.call('PUT', path, object));
  }

  /** Server-side apply: makes the object or changes what of it the manager owns, taking it from others. */
  async apply(
    object: KubeObject,
    options: { fieldManager: string },
  ): Promise<KubeObject> {
    const path = await this.objectPath(object, object.metadata);
    const query = new URLSearchParams({ ...options, force: 'true' });
    return kubeObjectSchema.parse(
      await this.call('PATCH', withQuery(path, query), object, applyPatchType),
    );
  }

  /** Deletes the object; it may stay until its finalizers are done. Its dependents follow in the background. */
  async remove(
    ref: KindRef,
    target: { namespace?: string; name: string },
    options: {
      propagationPolicy?: 'Foreground' | 'Background' | 'Orphan';
    } = {},
  ): Promise<void> {
    await this.call('DELETE', await this.objectPath(ref, target), {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      propagationPolicy: options.propagationPolicy ?? 'Background',
    });
  }

  /** Closes kept connections. */
  close(): void {
    this.transport.close();
  }

  private async objectPath(
    ref: KindRef,
    target: { namespace?: string; name: string },
  ): Promise<string> {
    const collection = await this.collectionPath(ref, target.namespace);
    return `${collection}/${encodeURIComponent(target.name)}`;
  }

  private discover(apiVersion: string): Promise<ApiResource[]> {
    const known = this.discovered.get(apiVersion);
    if (known) {
      return known;
    }
    const asked = this.fetchResources(apiVersion);
    this.discovered.set(apiVersion, asked);
    asked.catch(() => this.discovered.delete(apiVersion));
    return asked;
  }

  private async fetchResources(apiVersion: string): Promise<ApiResource[]> {
    const answer = await this.call('GET', versionPath(apiVersion));
    return discoverySchema
      .parse(answer)
      .resources.filter(resource => !resource.name.includes('/'))
      .map(resource => ({
        apiVersion,
        kind: resource.kind,
        plural: resource.name,
        namespaced: resource.namespaced,
      }));
  }

  private async call(
    method: ApiRequest['method'],
    path: string,
    body?: object,
    patchType: string = mergePatchType,
  ): Promise<unknown> {
    const request: ApiRequest = {
      method,
      path,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(method === 'PATCH' ? { contentType: patchType } : {}),
    };
    const answer = await this.send(request);
    const text = await textOf(answer.body).catch(cause => {
      throw new ForwardedError(
        `${method} ${this.server}${path} broke off`,
        cause,
      );
    });
    if (answer.status >= 400) {
      throw refusal(request, { status: answer.status, text });
    }
    return parseJson(text);
  }

  private async send(request: ApiRequest): Promise<ApiAnswer> {
    try {
      return await this.transport.send(request);
    } catch (error) {
      throw new ForwardedError(
        `${request.method} ${this.server}${request.path} failed`,
        error,
      );
    }
  }
}

function refusal(
  request: ApiRequest,
  answer: { status: number; text: string },
): ApiError {
  const status = statusSchema.safeParse(parseJson(answer.text));
  return new ApiError({
    status: answer.status,
    reason: status.data?.reason ?? 'Unknown',
    message:
      status.data?.message ??
      `${request.method} ${request.path} was answered with HTTP ${answer.status}`,
  });
}

async function textOf(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) {
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString('utf8');
}

function versionPath(apiVersion: string): string {
  return apiVersion.includes('/')
    ? `/apis/${apiVersion}`
    : `/api/${apiVersion}`;
}

function withQuery(path: string, query: URLSearchParams): string {
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text };
  }
}
