import {
  ApiError,
  isNotFound,
  WorkQueue,
  type ClusterClient,
} from '../controller';
import type { RouterNetwork, RouterSite } from '../van';
import type { NetworkClock } from './delays';
import { networkStatus } from './networkStatus';
import { NetworkView } from './NetworkView';

const configMapKind = { apiVersion: 'v1', kind: 'ConfigMap' };

/**
 * Sites of a network in which the adaptor of a site that accepts no links still writes down all of them. In larger
 * networks it writes down its own and those that accept links, with what has its own routing keys: the lab could not hold
 * the square of 500 sites.
 */
const mostSitesForAll = 20;

/** Options of {@link KubeAdaptor.start}. */
export interface KubeAdaptorOptions {
  client: ClusterClient;
  network: RouterNetwork;
  clock: NetworkClock;
  /** The site whose routers it stands beside. */
  site: RouterSite;
  onError?: (what: string, error: unknown) => void;
}

/**
 * The adaptor beside the routers of a site: hears of the sites of the network and writes `skupper-network-status`, at
 * most once in a while and only when something changed.
 */
export class KubeAdaptor {
  private readonly options: KubeAdaptorOptions;
  private readonly view: NetworkView;
  private readonly queue: WorkQueue;
  private readonly unsubscribe: () => void;
  private resync: NodeJS.Timeout | undefined;
  private written: string | undefined;
  private lastWrite = -Infinity;

  private constructor(options: KubeAdaptorOptions) {
    this.options = options;
    const { network, clock, site, onError } = options;
    this.queue = WorkQueue.start({ work: () => this.write(), onError });
    this.view = new NetworkView({
      network,
      clock,
      own: site,
      interest: () =>
        this.keepsAll ? network.sites : [site, ...network.acceptingSites],
      keys: () => (this.keepsAll ? undefined : this.ownKeys()),
      onChange: () => this.changed(),
    });
    this.unsubscribe = site.onChange(change => {
      if (change === 'restarted') {
        this.synchronizeLater();
      }
    });
  }

  static start(options: KubeAdaptorOptions): KubeAdaptor {
    return new KubeAdaptor(options);
  }

  /** Ends and starts again: the network is to be discovered anew. */
  restart(): void {
    this.view.forgetAll();
  }

  /** Forgets listeners that routers had before they started again. */
  forgetGhosts(): void {
    this.view.forgetGhosts();
  }

  async stop(): Promise<void> {
    this.unsubscribe();
    clearTimeout(this.resync);
    this.view.stop();
    await this.queue.stop();
  }

  private get keepsAll(): boolean {
    const { network, site } = this.options;
    return network.size <= mostSitesForAll || site.config.access.length > 0;
  }

  private ownKeys(): ReadonlySet<string> {
    const { listeners, connectors } = this.options.site.config;
    return new Set(
      [...listeners, ...connectors].map(({ routingKey }) => routingKey),
    );
  }

  private synchronizeLater(): void {
    const { clock, site } = this.options;
    clearTimeout(this.resync);
    this.resync = setTimeout(
      () => site.synchronize(),
      clock.delay('relink') + clock.delay('resync'),
    );
  }

  private changed(): void {
    // A millisecond for each site: while a large network is built up it is not written down all the time.
    const { clock, network } = this.options;
    const pause = Math.max(clock.delay('write'), network.size);
    const earliest = this.lastWrite + pause;
    this.queue.addAfter('network', Math.max(0, earliest - performance.now()));
  }

  private async write(): Promise<void> {
    const { client, site, onError } = this.options;
    if (!site.isAdaptorRunning || this.view.isRestarting) {
      return;
    }
    const text = JSON.stringify(networkStatus(this.view.sites));
    if (text === this.written) {
      return;
    }
    this.lastWrite = performance.now();
    const target = {
      namespace: site.options.namespace,
      name: 'skupper-network-status',
    };
    const patch = { data: { NetworkStatus: text } };
    try {
      await client.patch(configMapKind, target, { patch });
      this.written = text;
    } catch (error) {
      if (isNotFound(error)) {
        return;
      }
      if (!(error instanceof ApiError)) {
        throw error;
      }
      // What the server refuses, such as more than 1 MiB, is not tried again until something changes: the value before
      // stays.
      this.written = text;
      onError?.(`the network's status of ${site.options.name}`, error);
    }
  }
}
