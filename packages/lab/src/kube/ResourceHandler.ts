import { fieldManagerOf } from './apply/fieldManager';
import { applyMediaType } from './apply/readConfiguration';
import { writeConfiguration } from './apply/writeConfiguration';
import { Encoder } from './encoding/Encoder';
import { readDeleteOptions } from './deleteOptions';
import { HttpExchange } from './HttpExchange';
import { KubeObject } from './kubeObject';
import { listObjects } from './listObjects';
import { parseFilter, parseWatchRequest } from './listOptions';
import { negotiate } from './negotiation';
import { objectKey, ObjectWriter } from './ObjectWriter';
import { readPatchChange } from './patchChange';
import { mediaType, readDocument, readObject } from './requestBody';
import { requireHost } from './requireHost';
import { ResourceRequest } from './requestInfo';
import { ResourceVersion } from './ResourceDefinition';
import { ServedResource } from './ResourceRegistry';
import { RevisionClock } from './ResourceStore';
import { changeByScale, scaleOf } from './scale';
import { badRequest, methodNotAllowed, notFound } from './status';
import { WatchSession } from './WatchSession';
import { checkWriteOptions, isDryRun } from './writeOptions';

type Target = ServedResource & { version: ResourceVersion };

/**
 * Answers the requests for objects.
 *
 * @internal
 */
export class ResourceHandler {
  readonly #writer: ObjectWriter;
  readonly #clock: RevisionClock;

  constructor(options: { writer: ObjectWriter; clock: RevisionClock }) {
    this.#writer = options.writer;
    this.#clock = options.clock;
  }

  /** Answers one request; a watch gives its session, which goes on. */
  async handle(
    exchange: HttpExchange,
    request: ResourceRequest,
    target: Target,
  ): Promise<WatchSession | undefined> {
    const { definition, version } = target;
    const { subresource, namespace } = request;
    if (
      definition.namespaced &&
      !namespace &&
      !['list', 'watch'].includes(request.verb)
    ) {
      throw methodNotAllowed();
    }
    if (subresource === 'portforward') {
      requireHost(target, {
        namespace: namespace ?? '',
        name: request.name ?? '',
      });
      throw badRequest('Upgrade request required');
    }
    const encoder = negotiate({
      accept: exchange.header('accept'),
      query: exchange.query,
      definition,
      version,
      isWatch: request.verb === 'watch',
    });
    switch (request.verb) {
      case 'get':
        this.#get(exchange, { request, target, encoder });
        return undefined;
      case 'list':
        exchange.send(
          200,
          listObjects({
            served: target,
            clock: this.#clock,
            query: exchange.query,
            namespace,
            encoder,
          }),
          encoder.contentType,
        );
        return undefined;
      case 'watch':
        return this.#watch(exchange, { request, target, encoder });
      case 'create':
        await this.#create(exchange, { request, target, encoder });
        return undefined;
      case 'update':
      case 'patch':
        await this.#update(exchange, { request, target, encoder });
        return undefined;
      case 'delete':
        await this.#delete(exchange, { request, target, encoder });
        return undefined;
      default:
        await this.#deleteCollection(exchange, { request, target, encoder });
        return undefined;
    }
  }

  #get(exchange: HttpExchange, call: Call): void {
    const { request, target, encoder } = call;
    const name = request.name ?? '';
    const stored = target.store.get(objectKey(name, scopeOf(call)));
    if (!stored) {
      throw notFound(target.definition, name);
    }
    if (request.subresource === 'scale') {
      exchange.sendJson(200, scaleOf(stored.object, target.version));
      return;
    }
    exchange.send(200, encoder.object(stored), encoder.contentType);
  }

  #watch(exchange: HttpExchange, call: Call): WatchSession {
    const { request, target, encoder } = call;
    const watchRequest = parseWatchRequest(exchange.query, {
      definition: target.definition,
      namespace: request.namespace,
    });
    return WatchSession.start({
      store: target.store,
      clock: this.#clock,
      encoder,
      request: watchRequest,
      stream: exchange.stream(encoder.contentType),
    });
  }

  async #create(exchange: HttpExchange, call: Call): Promise<void> {
    const { request, target, encoder } = call;
    if (request.name) {
      throw methodNotAllowed();
    }
    checkWriteOptions(exchange.query, 'CreateOptions');
    const { definition, version } = target;
    const namespace = scopeOf(call);
    const object = await readObject(exchange, {
      definition,
      version: version.name,
      namespace,
    });
    const stored = this.#writer.create(target, {
      version,
      namespace,
      object,
      manager: fieldManagerOf(exchange),
      dryRun: isDryRun(exchange.query),
    });
    exchange.send(201, encoder.object(stored), encoder.contentType);
  }

  async #update(exchange: HttpExchange, call: Call): Promise<void> {
    const { request, target, encoder } = call;
    const { definition, version } = target;
    if (!request.name) {
      throw methodNotAllowed();
    }
    const isPatch = request.verb === 'patch';
    const isApply = isPatch && mediaType(exchange) === applyMediaType;
    checkWriteOptions(
      exchange.query,
      isPatch ? 'PatchOptions' : 'UpdateOptions',
      isApply,
    );
    if (isApply) {
      await this.#apply(exchange, { ...call, name: request.name });
      return;
    }
    const identity = {
      definition,
      version: version.name,
      namespace: scopeOf(call),
      name: request.name,
    };
    const isScale = request.subresource === 'scale';
    const change = isPatch
      ? await readPatchChange(exchange, { request, target })
      : await this.#replaceChange(exchange, { isScale, version, identity });
    const stored = this.#writer.update(target, {
      version,
      namespace: identity.namespace,
      name: request.name,
      subresource: request.subresource,
      manager: fieldManagerOf(exchange),
      dryRun: isDryRun(exchange.query),
      change,
    });
    if (isScale) {
      exchange.sendJson(200, scaleOf(stored.object, version));
      return;
    }
    exchange.send(200, encoder.object(stored), encoder.contentType);
  }

  async #apply(
    exchange: HttpExchange,
    call: Call & { name: string },
  ): Promise<void> {
    const { stored, isNew } = await writeConfiguration(exchange, {
      writer: this.#writer,
      target: call.target,
      namespace: scopeOf(call),
      name: call.name,
      subresource: call.request.subresource,
    });
    exchange.send(
      isNew ? 201 : 200,
      call.encoder.object(stored),
      call.encoder.contentType,
    );
  }

  async #replaceChange(
    exchange: HttpExchange,
    options: {
      isScale: boolean;
      version: ResourceVersion;
      identity: Parameters<typeof readObject>[1];
    },
  ): Promise<(current: KubeObject) => KubeObject> {
    if (options.isScale) {
      const scale = await readDocument(exchange, 'Scale');
      return current => changeByScale(current, options.version, () => scale);
    }
    const wanted = await readObject(exchange, options.identity);
    return () => wanted;
  }

  async #delete(exchange: HttpExchange, call: Call): Promise<void> {
    const { request, target, encoder } = call;
    const { definition } = target;
    const name = request.name ?? '';
    if (request.subresource) {
      throw methodNotAllowed();
    }
    const options = await readDeleteOptions(exchange);
    const { stored, removed } = this.#writer.delete(target, {
      ...options,
      namespace: scopeOf(call),
      name,
    });
    if (!removed || definition.returnsDeleted) {
      exchange.send(200, encoder.object(stored), encoder.contentType);
      return;
    }
    exchange.sendJson(200, {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      details: {
        name,
        ...(definition.group ? { group: definition.group } : {}),
        kind: definition.resource,
        uid: stored.object.metadata.uid,
      },
    });
  }

  async #deleteCollection(exchange: HttpExchange, call: Call): Promise<void> {
    const { target, encoder } = call;
    const { definition } = target;
    if (definition.group === '' && definition.resource === 'namespaces') {
      throw methodNotAllowed();
    }
    const namespace = scopeOf(call);
    const options = await readDeleteOptions(exchange);
    const filter = parseFilter(exchange.query, target.definition);
    const items = [
      ...target.store.list({ prefix: namespace ? `${namespace}/` : '' }),
    ].filter(stored => filter?.(stored.object) ?? true);
    const deleted = items.map(
      item =>
        this.#writer.delete(target, {
          ...options,
          namespace,
          name: item.object.metadata.name ?? '',
        }).stored,
    );
    exchange.send(
      200,
      encoder.list(deleted, { resourceVersion: String(this.#clock.current) }),
      encoder.contentType,
    );
  }
}

interface Call {
  request: ResourceRequest;
  target: Target;
  encoder: Encoder;
}

/** The namespace of the objects; none for kinds outside of namespaces. */
function scopeOf({ request, target }: Call): string | undefined {
  return target.definition.namespaced ? request.namespace : undefined;
}
