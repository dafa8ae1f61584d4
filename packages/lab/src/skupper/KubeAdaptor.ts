import {
  isNotFound,
  ObjectCache,
  WorkQueue,
  type ClusterClient,
} from '../controller';
import type { Relay } from '../van';
import { listenerSchema } from './listenerStatus';
import { networkStatus, type HeardNetwork } from './networkStatus';
import { podPortOf } from './podPorts';

const configMapKind = { apiVersion: 'v1', kind: 'ConfigMap' };
const configMapName = 'skupper-network-status';

/** An edge whose router dials in to the hub. */
export interface EdgeSite {
  /** Uid of the edge's Site. */
  id: string;
  name: string;
  namespace: string;
  mode: 'interior' | 'edge';
  /** Name of its router's pod. */
  routerPod: string;
  connector: { routingKey: string; host: string; port: number };
  /** Its link. */
  relay: Relay;
}

/**
 * How long the adaptor takes to notice, in milliseconds. The defaults are what real routers take.
 *
 * @public
 */
export interface AdaptorDelays {
  /** From the cut of a link until its site vanishes. Default 30,000. */
  loss: number;
  /** From the restore of a link until its site is listed again. Default 4,000. */
  return: number;
  /** From the site's record to the records of what it has, both ways. Default 1,000. */
  records: number;
}

const measuredDelays: AdaptorDelays = {
  loss: 30_000,
  return: 4_000,
  records: 1_000,
};

/** Options of {@link KubeAdaptor.start}. */
export interface KubeAdaptorOptions {
  /** The hub. */
  client: ClusterClient;
  namespace: string;
  edges: readonly EdgeSite[];
  delays?: Partial<AdaptorDelays>;
  onError?: (what: string, error: unknown) => void;
}

/** What has been heard of an edge: its site, and what its router has. They come and go one after the other. */
interface Heard {
  edge: EdgeSite;
  site: boolean;
  records: boolean;
  timers: NodeJS.Timeout[];
}

/**
 * The adaptor beside the hub's router: hears of the sites of the network and writes `skupper-network-status`, only when
 * something changed. A link that is cut shows only after a while, as it does in a real network.
 */
export class KubeAdaptor {
  private readonly options: KubeAdaptorOptions;
  private readonly delays: AdaptorDelays;
  private readonly heard: Heard[];
  private readonly queue: WorkQueue;
  private readonly caches: Record<
    'sites' | 'listeners' | 'services' | 'pods' | 'configMaps',
    ObjectCache
  >;
  private readonly unsubscribe: Array<() => void>;

  private constructor(options: KubeAdaptorOptions) {
    this.options = options;
    this.delays = { ...measuredDelays, ...options.delays };
    this.queue = WorkQueue.start({
      work: () => this.write(),
      onError: options.onError,
    });
    this.heard = options.edges.map(edge => ({
      edge,
      site: !edge.relay.isCut,
      records: !edge.relay.isCut,
      timers: [],
    }));
    this.unsubscribe = this.heard.map(heard =>
      heard.edge.relay.onChange(cut => this.hear(heard, cut)),
    );
    const cache = (apiVersion: string, kind: string, labelSelector?: string) =>
      ObjectCache.start({
        client: options.client,
        namespace: options.namespace,
        of: { apiVersion, kind },
        labelSelector,
        onChange: () => this.changed(),
      });
    this.caches = {
      sites: cache('skupper.io/v2alpha1', 'Site'),
      listeners: cache('skupper.io/v2alpha1', 'Listener'),
      services: cache('v1', 'Service', 'internal.skupper.io/listener'),
      pods: cache('v1', 'Pod', 'skupper.io/component=router'),
      configMaps: cache('v1', 'ConfigMap'),
    };
  }

  static async start(options: KubeAdaptorOptions): Promise<KubeAdaptor> {
    const adaptor = new KubeAdaptor(options);
    await Promise.all(
      Object.values(adaptor.caches).map(cache => cache.ready()),
    );
    adaptor.changed();
    return adaptor;
  }

  async stop(): Promise<void> {
    for (const unsubscribe of this.unsubscribe) {
      unsubscribe();
    }
    for (const { timers } of this.heard) {
      timers.forEach(clearTimeout);
    }
    await Promise.all(Object.values(this.caches).map(cache => cache.stop()));
    await this.queue.stop();
  }

  private changed(): void {
    this.queue.add('network');
  }

  private hear(heard: Heard, cut: boolean): void {
    heard.timers.splice(0).forEach(clearTimeout);
    const { loss, return: back, records } = this.delays;
    const first = cut ? loss : back;
    const later = (milliseconds: number, what: 'site' | 'records') =>
      heard.timers.push(
        setTimeout(() => {
          heard[what] = !cut;
          this.changed();
        }, milliseconds),
      );
    later(first, 'site');
    later(first + records, 'records');
  }

  private async write(): Promise<void> {
    const network = this.network();
    const { namespace, client } = this.options;
    const configMap = this.caches.configMaps.get(
      `${namespace}/${configMapName}`,
    );
    if (!network || !configMap) {
      return;
    }
    const data = { NetworkStatus: JSON.stringify(networkStatus(network)) };
    if (JSON.stringify(configMap.data) === JSON.stringify(data)) {
      return;
    }
    const written = await client
      .patch(
        configMapKind,
        { namespace, name: configMapName },
        { patch: { data } },
      )
      .catch(error => {
        if (isNotFound(error)) {
          return undefined;
        }
        throw error;
      });
    if (written) {
      this.caches.configMaps.put(written);
    }
  }

  /** Undefined until the hub's own router runs: before that there is nobody to write. */
  private network(): HeardNetwork | undefined {
    const { namespace } = this.options;
    const [site] = this.caches.sites.list();
    const pod = this.caches.pods.list().find(isRunning);
    if (!site || !pod) {
      return undefined;
    }
    const podPorts = new Map(
      this.caches.services
        .list()
        .map(service => [
          service.metadata.labels?.['internal.skupper.io/listener'],
          podPortOf(service),
        ]),
    );
    const listeners = this.caches.listeners.list().flatMap(object => {
      const { metadata, spec } = listenerSchema.parse(object);
      const podPort = podPorts.get(metadata.name);
      return podPort === undefined
        ? []
        : [{ name: metadata.name, routingKey: spec.routingKey, podPort }];
    });
    return {
      hub: {
        id: site.metadata.uid ?? '',
        name: site.metadata.name,
        namespace,
        routerPod: pod.metadata.name,
        listeners,
      },
      edges: this.heard
        .filter(({ site: listed }) => listed)
        .map(({ edge, records }) => ({
          id: edge.id,
          name: edge.name,
          namespace: edge.namespace,
          mode: edge.mode,
          routerPod: records ? edge.routerPod : undefined,
        })),
      connectors: this.heard
        .filter(({ records }) => records)
        .map(({ edge }) => ({ siteId: edge.id, ...edge.connector })),
    };
  }
}

function isRunning(pod: { [field: string]: unknown }): boolean {
  const { status } = pod;
  return (
    typeof status === 'object' &&
    status !== null &&
    'phase' in status &&
    status.phase === 'Running'
  );
}
