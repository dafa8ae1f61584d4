import { createSecureServer, Http2SecureServer } from 'node:http2';
import { IncomingMessage } from 'node:http';
import { AddressInfo } from 'node:net';
import { Duplex } from 'node:stream';
import { ApiToken, Authorizer } from './authorization';
import { builtinResources } from './builtinResources';
import { createServerCertificate, ServerCertificate } from './certificates';
import { CustomResourceController } from './CustomResourceController';
import { GarbageCollector } from './GarbageCollector';
import { HttpExchange } from './HttpExchange';
import { kubeConfig } from './kubeConfig';
import type { KubeObject } from './kubeObject';
import { LocalTransport } from './LocalTransport';
import { NamespaceLifecycle } from './namespaceLifecycle';
import { ObjectWriter } from './ObjectWriter';
import { PeriodicCompaction } from './PeriodicCompaction';
import { PodTermination } from './PodTermination';
import { PortForwardBackend } from './PortForwardBackend';
import { PortForwardUpgrade } from './PortForwardUpgrade';
import { RoleRules } from './rbac/RoleRules';
import { RequestDispatcher } from './RequestDispatcher';
import { RequestLog } from './RequestLog';
import { ResourceRegistry } from './ResourceRegistry';
import { RevisionClock } from './ResourceStore';

/**
 * How a KubeApiServer is started.
 *
 * @public
 */
export interface KubeApiServerOptions {
  /** The cluster's name in kubeconfigs. */
  name: string;
  tokens: ApiToken[];
  /** Default: any free port. */
  port?: number;
  /** Default: a new one with its own authority. */
  certificate?: ServerCertificate;
  /** What port-forwards lead to; without it they are refused. */
  portForward?: PortForwardBackend;
  gitVersion?: string;
  /** How often watches get a bookmark, in milliseconds. Default: one minute. */
  bookmarkInterval?: number;
  /** How often old writes are forgotten, in milliseconds. Default: five minutes, as a real API server does. */
  compactionInterval?: number;
  /** How many writes of each resource can be watched again. Default: 5,000. */
  historyLimit?: number;
}

/**
 * A Kubernetes API server in this process: objects in memory, TLS with tokens, HTTP/1.1 and HTTP/2 on one port of
 * the loopback address.
 *
 * @public
 */
export class KubeApiServer {
  readonly name: string;
  readonly port: number;
  readonly url: string;
  readonly caPem: string;
  readonly requests: RequestLog;
  readonly #tokens: readonly ApiToken[];
  readonly #server: Http2SecureServer;
  readonly #sockets: Set<Duplex>;
  readonly #dispatcher: RequestDispatcher;
  readonly #registry: ResourceRegistry;
  readonly #writer: ObjectWriter;
  readonly #clock: RevisionClock;
  readonly #bookmarks: NodeJS.Timeout;
  readonly #compaction: PeriodicCompaction;

  private constructor(options: {
    name: string;
    tokens: readonly ApiToken[];
    port: number;
    caPem: string;
    requests: RequestLog;
    server: Http2SecureServer;
    sockets: Set<Duplex>;
    dispatcher: RequestDispatcher;
    registry: ResourceRegistry;
    writer: ObjectWriter;
    clock: RevisionClock;
    bookmarkInterval: number;
    compactionInterval: number;
  }) {
    this.name = options.name;
    this.port = options.port;
    this.url = `https://127.0.0.1:${options.port}`;
    this.caPem = options.caPem;
    this.requests = options.requests;
    this.#tokens = options.tokens;
    this.#server = options.server;
    this.#sockets = options.sockets;
    this.#dispatcher = options.dispatcher;
    this.#registry = options.registry;
    this.#writer = options.writer;
    this.#clock = options.clock;
    this.#bookmarks = setInterval(
      () => options.dispatcher.sendBookmarks(),
      options.bookmarkInterval,
    );
    this.#compaction = PeriodicCompaction.start({
      registry: options.registry,
      clock: options.clock,
      interval: options.compactionInterval,
    });
  }

  /** Starts a server and resolves when it answers. */
  static async start(options: KubeApiServerOptions): Promise<KubeApiServer> {
    const certificate =
      options.certificate ?? (await createServerCertificate(options.name));
    const clock = new RevisionClock();
    const registry = new ResourceRegistry({
      clock,
      historyLimit: options.historyLimit ?? 5_000,
    });
    for (const definition of builtinResources) {
      registry.register(definition);
    }
    const writer = new ObjectWriter(registry);
    CustomResourceController.attach(registry, writer);
    GarbageCollector.attach(registry, writer);
    PodTermination.attach(registry, writer);
    NamespaceLifecycle.attach({
      registry,
      writer,
      caPem: certificate.caPem,
    }).seed();

    const requests = new RequestLog();
    const authorizer = new Authorizer(options.tokens, new RoleRules(registry));
    const dispatcher = new RequestDispatcher({
      authorizer,
      registry,
      writer,
      clock,
      requests,
      gitVersion: options.gitVersion ?? 'v1.34.1',
    });
    const upgrade = new PortForwardUpgrade({
      authorizer,
      registry,
      requests,
      backend: options.portForward,
    });
    const server = createSecureServer(
      {
        key: certificate.privateKeyPem,
        cert: certificate.certificateChainPem,
        allowHTTP1: true,
      },
      (request, response) => {
        void dispatcher.dispatch(new HttpExchange(request, response));
      },
    );
    const sockets = new Set<Duplex>();
    server.on('connection', (socket: Duplex) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    server.on(
      'upgrade',
      (request: IncomingMessage, socket: Duplex, head: Buffer) =>
        upgrade.handle(request, socket, head),
    );
    server.on('sessionError', () => {});
    server.on('tlsClientError', () => {});
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port ?? 0, '127.0.0.1', resolve);
    });
    return new KubeApiServer({
      name: options.name,
      tokens: options.tokens,
      port: portOf(server),
      caPem: certificate.caPem,
      requests,
      server,
      sockets,
      dispatcher,
      registry,
      writer,
      clock,
      bookmarkInterval: options.bookmarkInterval ?? 60_000,
      compactionInterval: options.compactionInterval ?? 300_000,
    });
  }

  /** A kubeconfig of one context for one of the users, as a plain object. */
  kubeConfig(user: string): object {
    return kubeConfig({ server: this, tokens: this.#tokens, user });
  }

  /**
   * Adds a CustomResourceDefinition that nobody changes from now on: what is made of it is made once for all servers
   * that it is given to. One that is there stays.
   */
  install(definition: KubeObject): void {
    const served = this.#registry.builtin(
      'apiextensions.k8s.io',
      'customresourcedefinitions',
    );
    if (!served.store.get(definition.metadata.name ?? '')) {
      this.#writer.create(served, {
        version: served.definition.versions[0],
        object: definition,
      });
    }
  }

  /**
   * The way to this server for a client with that token in this process: the same requests, without a network between.
   */
  connect(token: string): LocalTransport {
    return LocalTransport.create({
      token,
      dispatch: exchange => this.#dispatcher.dispatch(exchange),
    });
  }

  /** Forgets the history of writes, as a compaction of etcd does: older watches and lists answer 410. */
  compact(): void {
    for (const { store } of this.#registry.all()) {
      store.compact(this.#clock.current);
    }
  }

  /** Sends a bookmark to every watch that wants them, without waiting for the interval. */
  sendBookmarks(): void {
    this.#dispatcher.sendBookmarks();
  }

  /** Ends all open watches, as a server does that is restarted; connections stay. */
  endWatches(): void {
    this.#dispatcher.endWatches();
  }

  /** Ends watches, connections and the server. */
  async stop(): Promise<void> {
    clearInterval(this.#bookmarks);
    this.#compaction.stop();
    this.#dispatcher.endWatches();
    const closed = new Promise<void>(resolve => {
      this.#server.close(() => resolve());
    });
    for (const socket of this.#sockets) {
      socket.destroy();
    }
    await closed;
  }
}

function portOf(server: Http2SecureServer): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The API server does not listen on a port');
  }
  return address.port;
}
