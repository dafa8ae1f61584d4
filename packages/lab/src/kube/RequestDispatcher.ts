import { Authorizer, Requester } from './authorization';
import { answerDiscovery } from './discovery/answerDiscovery';
import { versionInfo } from './discovery/versionInfo';
import { HttpExchange } from './HttpExchange';
import { ObjectWriter } from './ObjectWriter';
import { answerOpenApi } from './openApi/answerOpenApi';
import { OpenApiDocuments } from './openApi/OpenApiDocuments';
import { answerSelfReview, isSelfReview } from './selfReview';
import { readDocument } from './requestBody';
import {
  isResourceRequest,
  parseRequest,
  PathRequest,
  ResourceRequest,
} from './requestInfo';
import { RequestLog } from './RequestLog';
import {
  hasSubresource,
  ResourceDefinition,
  resourceId,
} from './ResourceDefinition';
import { ResourceHandler } from './ResourceHandler';
import { ResourceRegistry } from './ResourceRegistry';
import { RevisionClock } from './ResourceStore';
import { badRequest, methodNotAllowed, notFound, StatusError } from './status';
import { builtinGroupRefusal } from './unserved';
import { WatchSession } from './WatchSession';

const healthPaths = /^\/(healthz|livez|readyz)(\/|$)/;

/**
 * Leads each request through authentication, log and authorization to what answers it.
 *
 * @internal
 */
export class RequestDispatcher {
  readonly #authorizer: Authorizer;
  readonly #registry: ResourceRegistry;
  readonly #requests: RequestLog;
  readonly #handler: ResourceHandler;
  readonly #gitVersion: string;
  readonly #documents: OpenApiDocuments;
  readonly #watches = new Set<WatchSession>();

  constructor(options: {
    authorizer: Authorizer;
    registry: ResourceRegistry;
    writer: ObjectWriter;
    clock: RevisionClock;
    requests: RequestLog;
    gitVersion: string;
  }) {
    this.#authorizer = options.authorizer;
    this.#registry = options.registry;
    this.#requests = options.requests;
    this.#gitVersion = options.gitVersion;
    this.#documents = new OpenApiDocuments(options.registry);
    this.#handler = new ResourceHandler({
      writer: options.writer,
      clock: options.clock,
    });
  }

  /** Answers a request; never rejects. */
  async dispatch(exchange: HttpExchange): Promise<void> {
    try {
      const requester = this.#authorizer.authenticate(
        exchange.header('authorization'),
      );
      const info = parse(exchange);
      this.#requests.record({
        user: requester.user,
        verb: info.verb,
        resource: logName(info),
      });
      this.#authorizer.authorize(requester, info);
      if (isResourceRequest(info)) {
        await this.#answerResource(exchange, info, requester);
      } else {
        this.#answerPath(exchange, info);
      }
    } catch (error) {
      exchange.sendError(asStatusError(error));
    }
  }

  sendBookmarks(): void {
    for (const watch of this.#watches) {
      watch.bookmark();
    }
  }

  endWatches(): void {
    for (const watch of this.#watches) {
      watch.end();
    }
  }

  async #answerResource(
    exchange: HttpExchange,
    info: ResourceRequest,
    requester: Requester,
  ): Promise<void> {
    if (isSelfReview(info)) {
      exchange.sendJson(
        201,
        answerSelfReview(
          await readDocument(exchange, 'SelfSubjectAccessReview'),
          {
            authorizer: this.#authorizer,
            requester,
          },
        ),
      );
      return;
    }
    if (exchange.method === 'HEAD') {
      throw methodNotAllowed();
    }
    const target = this.#registry.resolve(info);
    const isServed =
      target &&
      hasScope(target.definition, info) &&
      (info.subresource === undefined ||
        hasSubresource(target.definition, target.version, info.subresource));
    if (!isServed) {
      if (target?.definition.custom && isOptional(info.subresource)) {
        throw notFound(target.definition, info.name ?? '');
      }
      refuseUnserved(exchange);
      return;
    }
    const watch = await this.#handler.handle(exchange, info, target);
    if (watch) {
      this.#watches.add(watch);
      const ended = this.#requests.openWatch({
        user: requester.user,
        resource: logName(info),
      });
      watch.onEnd(() => {
        ended();
        this.#watches.delete(watch);
      });
    }
  }

  #answerPath(exchange: HttpExchange, info: PathRequest): void {
    const { path } = info;
    if (path === '/version') {
      exchange.sendJson(200, versionInfo(this.#gitVersion));
    } else if (healthPaths.test(path)) {
      exchange.send(200, 'ok', 'text/plain; charset=utf-8');
    } else if (
      !['GET', 'HEAD'].includes(exchange.method) ||
      !this.#answerDescription(exchange, path)
    ) {
      refuseUnserved(exchange);
    }
  }

  /** Answers what the server says of itself; gives false for a path that says nothing. */
  #answerDescription(exchange: HttpExchange, path: string): boolean {
    return path.startsWith('/openapi/')
      ? answerOpenApi(exchange, {
          documents: this.#documents,
          gitVersion: this.#gitVersion,
        })
      : answerDiscovery(exchange, this.#registry);
  }
}

function parse(exchange: HttpExchange): ResourceRequest | PathRequest {
  try {
    return parseRequest(exchange.method, exchange.url);
  } catch (error) {
    if (error instanceof URIError) {
      throw badRequest(`the path ${exchange.url.pathname} is not readable`);
    }
    throw error;
  }
}

function logName(info: ResourceRequest | PathRequest): string {
  if (!isResourceRequest(info)) {
    return info.path;
  }
  const id = resourceId(info);
  return info.subresource ? `${id}/${info.subresource}` : id;
}

/** What is not of a namespace is none of a namespace's either; only a namespace is its own. */
function hasScope(
  { namespaced, resource }: ResourceDefinition,
  { namespace }: ResourceRequest,
): boolean {
  return namespaced || namespace === undefined || resource === 'namespaces';
}

/** Whether a definition decides if its objects have that part. */
function isOptional(subresource: string | undefined): boolean {
  return subresource === 'status' || subresource === 'scale';
}

function refuseUnserved(exchange: HttpExchange): void {
  const { method, url } = exchange;
  const refusal = builtinGroupRefusal(method, url.pathname);
  if (refusal) {
    throw refusal;
  }
  exchange.send(404, '404 page not found\n', 'text/plain; charset=utf-8');
}

function asStatusError(error: unknown): StatusError {
  if (error instanceof StatusError) {
    return error;
  }
  return new StatusError({
    code: 500,
    reason: 'InternalError',
    message: `Internal error occurred: ${
      error instanceof Error ? error.message : 'unknown'
    }`,
    details: {
      causes: [
        {
          reason: 'InternalError',
          message: error instanceof Error ? error.message : 'unknown',
        },
      ],
    },
  });
}
