import { IncomingMessage } from 'node:http';
import { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { Authorizer } from './authorization';
import { PortForwardBackend } from './PortForwardBackend';
import { PortForwardSession } from './PortForwardSession';
import { isResourceRequest, parseRequest } from './requestInfo';
import { RequestLog } from './RequestLog';
import { ResourceRegistry } from './ResourceRegistry';
import { requireHost } from './requireHost';
import { badRequest, StatusError } from './status';

const channelProtocols = ['v4.channel.k8s.io'];

interface Forward {
  namespace: string;
  pod: string;
  ports: number[];
}

/**
 * Takes WebSocket upgrades of `pods/portforward`.
 *
 * @internal
 */
export class PortForwardUpgrade {
  readonly #authorizer: Authorizer;
  readonly #registry: ResourceRegistry;
  readonly #requests: RequestLog;
  readonly #backend: PortForwardBackend;
  readonly #webSockets = new WebSocketServer({
    noServer: true,
    handleProtocols: offered =>
      channelProtocols.find(protocol => offered.has(protocol)) ?? false,
  });

  constructor(options: {
    authorizer: Authorizer;
    registry: ResourceRegistry;
    requests: RequestLog;
    backend: PortForwardBackend | undefined;
  }) {
    this.#authorizer = options.authorizer;
    this.#registry = options.registry;
    this.#requests = options.requests;
    this.#backend = options.backend ?? {
      async connect({ pod }) {
        throw new Error(`no node runs pod ${pod}`);
      },
    };
  }

  handle(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    try {
      const forward = this.#accept(request);
      this.#webSockets.handleUpgrade(request, socket, head, webSocket =>
        PortForwardSession.start(webSocket, {
          ...forward,
          backend: this.#backend,
        }),
      );
    } catch (error) {
      refuse(socket, error);
    }
  }

  #accept(request: IncomingMessage): Forward {
    const requester = this.#authorizer.authenticate(
      request.headers.authorization,
    );
    const url = new URL(request.url ?? '/', 'https://kubernetes.default.svc');
    const info = parseRequest(request.method ?? 'GET', url);
    this.#authorizer.authorize(requester, info);
    if (!isResourceRequest(info) || info.subresource !== 'portforward') {
      throw badRequest('only pods/portforward can be upgraded');
    }
    this.#requests.record({
      user: requester.user,
      verb: info.verb,
      resource: 'pods/portforward',
    });
    const { namespace = '', name = '' } = info;
    requireHost(this.#registry.builtin('', 'pods'), { namespace, name });
    const ports = url.searchParams
      .getAll('ports')
      .flatMap(value => value.split(','))
      .map(Number);
    if (ports.length === 0) {
      throw badRequest('you must specify at least 1 port');
    }
    const wrong = ports.find(
      port => !Number.isInteger(port) || port < 1 || port > 65535,
    );
    if (wrong !== undefined) {
      throw badRequest(`port must be between 1 and 65535, got ${wrong}`);
    }
    return { namespace, pod: name, ports };
  }
}

function refuse(socket: Duplex, error: unknown): void {
  const status =
    error instanceof StatusError
      ? error
      : new StatusError({
          code: 500,
          reason: 'InternalError',
          message: 'Internal error occurred: the upgrade failed',
        });
  const body = JSON.stringify(status.toStatus());
  socket.end(
    `HTTP/1.1 ${status.code} ${
      status.reason ?? 'Error'
    }\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(
      body,
    )}\r\nConnection: close\r\n\r\n${body}`,
  );
}
