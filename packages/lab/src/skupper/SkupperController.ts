import { isDeepStrictEqual } from 'node:util';
import {
  isConflict,
  isNotFound,
  kubeTime,
  ObjectCache,
  objectKey,
  WorkQueue,
  type ClusterClient,
  type KubeObject,
} from '../controller';
import {
  listenerSchema,
  listenerStatus,
  type Listener,
} from './listenerStatus';
import { networkStatusSchema, type NetworkStatus } from './networkStatus';
import {
  listenerService,
  localService,
  networkStatusConfigMap,
  routerDeployment,
} from './routerObjects';
import { connectedKeys } from './siteNetwork';
import { siteSchema, siteStatus, type Site } from './siteStatus';
import { firstPodPort, podPortOf } from './podPorts';

const siteKind = { apiVersion: 'skupper.io/v2alpha1', kind: 'Site' };
const listenerKind = { apiVersion: 'skupper.io/v2alpha1', kind: 'Listener' };
const serviceKind = { apiVersion: 'v1', kind: 'Service' };
const configMapKind = { apiVersion: 'v1', kind: 'ConfigMap' };
const deploymentKind = { apiVersion: 'apps/v1', kind: 'Deployment' };

/** Options of {@link SkupperController.start}. */
export interface SkupperControllerOptions {
  /** The hub. */
  client: ClusterClient;
  /** Namespace of its Site. */
  namespace: string;
  onError?: (what: string, error: unknown) => void;
}

/**
 * Skupper's controller for one Site that accepts links: makes the router's Deployment, a Service for each Listener, and
 * the status of Site and Listeners from what the adaptor wrote into the ConfigMap.
 */
export class SkupperController {
  private readonly client: ClusterClient;
  private readonly namespace: string;
  private readonly queue: WorkQueue;
  /** Ports of the router's pod by Listener. */
  private readonly reserved = new Map<string, number>();
  private readonly caches: Record<
    'sites' | 'listeners' | 'services' | 'configMaps' | 'deployments',
    ObjectCache
  >;

  private constructor(options: SkupperControllerOptions) {
    this.client = options.client;
    this.namespace = options.namespace;
    this.queue = WorkQueue.start({
      work: key => this.reconcile(key),
      onError: options.onError,
    });
    const enqueueAll = () => this.enqueueAll();
    const cache = (
      of: typeof siteKind,
      onChange: (name: string) => void,
    ): ObjectCache =>
      ObjectCache.start({
        client: options.client,
        namespace: options.namespace,
        of,
        onChange: change => onChange(change.object.metadata.name),
      });
    this.caches = {
      sites: cache(siteKind, enqueueAll),
      listeners: cache(listenerKind, name =>
        this.queue.add(`listener/${name}`),
      ),
      services: cache(serviceKind, () => undefined),
      configMaps: cache(configMapKind, name => {
        if (name === 'skupper-network-status') {
          enqueueAll();
        }
      }),
      deployments: cache(deploymentKind, () => this.queue.add('site')),
    };
  }

  static async start(
    options: SkupperControllerOptions,
  ): Promise<SkupperController> {
    const controller = new SkupperController(options);
    await Promise.all(
      Object.values(controller.caches).map(cache => cache.ready()),
    );
    controller.enqueueAll();
    return controller;
  }

  async stop(): Promise<void> {
    await Promise.all(Object.values(this.caches).map(cache => cache.stop()));
    await this.queue.stop();
  }

  private enqueueAll(): void {
    this.queue.add('site');
    for (const listener of this.caches.listeners.list()) {
      this.queue.add(`listener/${listener.metadata.name}`);
    }
  }

  private async reconcile(key: string): Promise<void> {
    if (Object.values(this.caches).some(cache => !cache.synced)) {
      this.queue.addAfter(key, 50);
      return;
    }
    const [site] = this.caches.sites
      .list()
      .map(object => siteSchema.parse(object));
    if (!site) {
      return;
    }
    if (key === 'site') {
      await this.reconcileSite(site);
    } else {
      await this.reconcileListener(site, key.slice('listener/'.length));
    }
  }

  private async reconcileSite(site: Site): Promise<void> {
    await this.ensure(this.caches.services, localService(site));
    const deployment = await this.ensure(
      this.caches.deployments,
      routerDeployment(site),
    );
    await this.ensure(
      this.caches.configMaps,
      networkStatusConfigMap(deployment),
    );
    const status = siteStatus(site, {
      running: readyReplicas(deployment) > 0,
      network: this.network(),
      now: kubeTime(new Date()),
    });
    await this.writeStatus(this.caches.sites, site, status);
  }

  private async reconcileListener(site: Site, name: string): Promise<void> {
    const object = this.caches.listeners.get(`${this.namespace}/${name}`);
    if (!object) {
      await this.removeServiceOf(name);
      return;
    }
    const listener = listenerSchema.parse(object);
    await this.ensureService(site, listener);
    const network = this.network();
    const status = listenerStatus(listener, {
      matched:
        network && connectedKeys(network).has(listener.spec.routingKey)
          ? true
          : unmatched(listener, network),
      now: kubeTime(new Date()),
    });
    await this.writeStatus(this.caches.listeners, listener, status);
  }

  private async ensureService(site: Site, listener: Listener): Promise<void> {
    const key = `${this.namespace}/${listener.spec.host}`;
    if (!this.caches.services.get(key)) {
      const port = this.podPort(listener.metadata.name);
      await this.ensure(
        this.caches.services,
        listenerService(site, listener, port),
      );
    }
  }

  /** Reserves a port before anything is waited for: several Listeners are worked on at a time. */
  private podPort(listener: string): number {
    const taken = new Set([
      ...this.caches.services.list().map(podPortOf),
      ...this.reserved.values(),
    ]);
    let port = this.reserved.get(listener) ?? firstPodPort;
    while (taken.has(port) && this.reserved.get(listener) !== port) {
      port += 1;
    }
    this.reserved.set(listener, port);
    return port;
  }

  private async removeServiceOf(listener: string): Promise<void> {
    this.reserved.delete(listener);
    for (const service of this.caches.services.list()) {
      const { labels, name } = service.metadata;
      if (labels?.['internal.skupper.io/listener'] === listener) {
        await this.client
          .remove(serviceKind, { namespace: this.namespace, name })
          .catch(ignore(isNotFound));
      }
    }
  }

  private network(): NetworkStatus | undefined {
    const object = this.caches.configMaps.get(
      `${this.namespace}/skupper-network-status`,
    );
    const data = object?.data;
    if (
      typeof data !== 'object' ||
      data === null ||
      !('NetworkStatus' in data)
    ) {
      return undefined;
    }
    return networkStatusSchema.parse(JSON.parse(String(data.NetworkStatus)));
  }

  private async ensure(
    cache: ObjectCache,
    wanted: KubeObject,
  ): Promise<KubeObject> {
    const known = cache.get(objectKey(wanted));
    if (known) {
      return known;
    }
    const target = { namespace: this.namespace, name: wanted.metadata.name };
    try {
      const created = await this.client.create(wanted);
      cache.put(created);
      return created;
    } catch (error) {
      if (isConflict(error)) {
        return this.client.get(wanted, target);
      }
      throw error;
    }
  }

  private async writeStatus(
    cache: ObjectCache,
    object: Site | Listener,
    status: object,
  ): Promise<void> {
    if (isDeepStrictEqual({ ...object.status }, status)) {
      return;
    }
    // A merge patch keeps what it does not name: fields that are gone have to be named as null.
    const gone = Object.fromEntries(
      Object.keys(object.status ?? {})
        .filter(field => !(field in status))
        .map(field => [field, null]),
    );
    const { namespace, name } = object.metadata;
    const written = await this.client
      .patch(
        object,
        { namespace, name },
        {
          subresource: 'status',
          patch: { status: { ...gone, ...status } },
        },
      )
      .catch(ignore(isNotFound));
    if (written) {
      cache.put(written);
    }
  }
}

/** A Listener that was never matched says so only once there is a network to match with. */
function unmatched(
  listener: Listener,
  network: NetworkStatus | undefined,
): false | undefined {
  const knownBefore = listener.status?.conditions?.some(
    condition => condition.type === 'Matched',
  );
  return knownBefore || network?.addresses ? false : undefined;
}

function readyReplicas(deployment: KubeObject): number {
  const { status } = deployment;
  return typeof status === 'object' &&
    status !== null &&
    'readyReplicas' in status
    ? Number(status.readyReplicas)
    : 0;
}

function ignore(
  expected: (error: unknown) => boolean,
): (error: unknown) => undefined {
  return error => {
    if (!expected(error)) {
      throw error;
    }
    return undefined;
  };
}
