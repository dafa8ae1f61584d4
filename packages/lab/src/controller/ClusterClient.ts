import type { Agent } from 'node:http';
import { request } from 'node:https';
import type { RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import { ForwardedError, NotFoundError } from '@backstage/errors';
import { z } from 'zod';
import { ApiError, isNotFound } from './ApiError';
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

const discoverySchema = z.looseObject({
  resources: z.array(
    z.looseObject({
      name: z.string(),
      kind: z.string(),
      namespaced: z.boolean(),
    }),
  ),
});

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

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/**
 * A client of one Kubernetes API server for any kind of object. The kubeconfig says where the server is and how to
 * reach it (token, CA, server name, proxy); connections are kept and shared.
 */
export class ClusterClient {
  readonly server: string;
  readonly config: KubeConfig;
  private readonly options: RequestOptions;
  private readonly agent: Agent;
  private readonly discovered = new Map<string, Promise<ApiResource[]>>();

  private constructor(fields: {
    server: string;
    config: KubeConfig;
    options: RequestOptions;
    agent: Agent;
  }) {
    this.server = fields.server;
    this.config = fields.config;
    this.options = fields.options;
    this.agent = fields.agent;
  }

  /** A client of the kubeconfig's current context. Connects to nothing yet. */
  static async fromKubeConfig(config: KubeConfig): Promise<ClusterClient> {
    const cluster = config.getCurrentCluster();
    if (!cluster) {
      throw new NotFoundError(
        `The kubeconfig has no cluster for its current context '${config.getCurrentContext()}'.`,
      );
    }
    const options: RequestOptions = {};
    await config.applyToHTTPSOptions(options);
    const { agent } = options;
    if (typeof agent !== 'object') {
      throw new NotFoundError(
        `The kubeconfig gives no way to connect to ${cluster.server}.`,
      );
    }
    // The library means its agents for one request each; this one is kept, and so are its connections.
    const kept = Object.assign(agent, { keepAlive: true });
    return new ClusterClient({
      server: cluster.server.replace(/\/$/, ''),
      config,
      options,
      agent: kept,
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

  /** Deletes the object in the background manner; it may stay until its finalizers are done. */
  async remove(
    ref: KindRef,
    target: { namespace?: string; name: string },
  ): Promise<void> {
    await this.call('DELETE', await this.objectPath(ref, target), {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      propagationPolicy: 'Background',
    });
  }

  /** Closes kept connections. */
  close(): void {
    this.agent.destroy();
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
    method: Method,
    path: string,
    body?: object,
  ): Promise<unknown> {
    const response = await this.send(method, path, body);
    const answer: unknown = parseJson(response.text);
    if (response.status >= 400) {
      const status = statusSchema.safeParse(answer);
      throw new ApiError({
        status: response.status,
        reason: status.data?.reason ?? 'Unknown',
        message:
          status.data?.message ??
          `${method} ${this.server}${path} was answered with HTTP ${response.status}`,
      });
    }
    return answer;
  }

  private send(
    method: Method,
    path: string,
    body?: object,
  ): Promise<{ status: number; text: string }> {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const contentType =
      method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    return new Promise((resolve, reject) => {
      const fail = (cause: Error) =>
        reject(
          new ForwardedError(`${method} ${this.server}${path} failed`, cause),
        );
      const outgoing = request(
        `${this.server}${path}`,
        {
          ...this.options,
          method,
          headers: {
            ...this.options.headers,
            accept: 'application/json',
            ...(payload === undefined
              ? {}
              : {
                  'content-type': contentType,
                  'content-length': Buffer.byteLength(payload),
                }),
          },
        },
        response => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', fail);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              text: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      outgoing.on('error', fail);
      outgoing.end(payload);
    });
  }
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
