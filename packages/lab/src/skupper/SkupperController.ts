import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import {
  WorkQueue,
  type ClusterClient,
  type ObjectChange,
} from '../controller';
import type { RouterNetwork, RouterSite, RouterSiteOptions } from '../van';
import { BindingReconciler } from './BindingReconciler';
import type { NetworkClock } from './delays';
import { GrantReconciler, type GrantServer } from './grants';
import { KubeAdaptor } from './KubeAdaptor';
import { LinkReconciler } from './LinkReconciler';
import { networkStatusSchema, skupperVersion } from './networkStatus';
import type { SiteContext } from './SiteContext';
import { networkKeys, siteNetwork } from './siteNetwork';
import { SiteObjects, type WatchedKind } from './SiteObjects';
import { SiteReconciler } from './SiteReconciler';

const networkStatusMapSchema = z.looseObject({
  data: z.object({ NetworkStatus: z.string() }).optional(),
});

/** Namespace in which Skupper's controller itself lives. */
export const skupperControllerNamespace = 'skupper';

/** Options of {@link SkupperController.start}. */
export interface SkupperControllerOptions {
  client: ClusterClient;
  /** Namespace of its Site. */
  namespace: string;
  network: RouterNetwork;
  clock: NetworkClock;
  /** What carries the site's links, and what its connectors lead to. */
  reach?: Pick<RouterSiteOptions, 'uplink' | 'dial'>;
  /** Where AccessTokens for this site are redeemed. Without it nobody serves AccessGrants. */
  grants?: GrantServer;
  onError?: (what: string, error: unknown) => void;
}

/**
 * Skupper's controller for one namespace of a cluster, with the adaptor that stands beside the routers of its Site:
 * makes what the Site consists of, brings Links, Listeners and Connectors to its routers, and writes the status of all
 * of them from what the adaptor wrote into the ConfigMap.
 */
export class SkupperController {
  private readonly options: SkupperControllerOptions;
  private readonly context: SiteContext;
  private readonly queue: WorkQueue;
  private readonly site: SiteReconciler;
  private readonly bindings: BindingReconciler;
  private readonly links: LinkReconciler;
  private readonly grants: GrantReconciler | undefined;
  private kubeAdaptor: KubeAdaptor | undefined;

  private constructor(options: SkupperControllerOptions) {
    this.options = options;
    const { client, namespace, network, clock, reach, grants } = options;
    this.queue = WorkQueue.start({
      work: key => this.reconcile(key),
      onError: options.onError,
    });
    const objects = SiteObjects.start({
      client,
      namespace,
      onChange: (kind, change) => this.changed(kind, change),
    });
    this.context = {
      objects,
      network,
      clock,
      controller: {
        name: 'skupper-controller',
        namespace: skupperControllerNamespace,
        version: skupperVersion,
      },
      routers: undefined,
      known: undefined,
    };
    this.site = new SiteReconciler({
      context: this.context,
      reach: reach ?? {},
      onRouters: () => this.routersChanged(),
    });
    this.bindings = new BindingReconciler(this.context);
    this.links = new LinkReconciler(this.context, (key, milliseconds) =>
      this.queue.addAfter(key, milliseconds),
    );
    this.grants = grants && new GrantReconciler(this.context, grants);
  }

  static async start(
    options: SkupperControllerOptions,
  ): Promise<SkupperController> {
    const controller = new SkupperController(options);
    const { objects } = controller.context;
    await objects.ready();
    controller.bindings.recover();
    for (const kind of ['AccessGrant', 'Connector', 'Listener'] as const) {
      for (const { metadata } of objects.list(kind)) {
        controller.queue.add(`${kind}/${metadata.name}`);
      }
    }
    controller.queue.add('site');
    return controller;
  }

  /** The adaptor beside the routers of the Site; undefined as long as there is no Site. */
  get adaptor(): KubeAdaptor | undefined {
    return this.kubeAdaptor;
  }

  /** The routers of the Site; undefined as long as there is no Site. */
  get routers(): RouterSite | undefined {
    return this.context.routers;
  }

  async stop(): Promise<void> {
    await this.context.objects.stop();
    await this.queue.stop();
    await this.kubeAdaptor?.stop();
    this.site.stop();
  }

  private changed(kind: WatchedKind, change: ObjectChange): void {
    const { name } = change.object.metadata;
    if (kind === 'ConfigMap') {
      if (name === 'skupper-network-status') {
        this.queue.add('network');
      }
    } else if (kind === 'Site' || kind === 'Pod') {
      this.queue.add('site');
    } else if (kind === 'Service') {
      if (
        change.object.metadata.labels?.['internal.skupper.io/secured-access']
      ) {
        this.queue.add('site');
      }
    } else {
      this.queue.add(`${kind}/${name}`);
    }
  }

  private routersChanged(): void {
    const { routers } = this.context;
    const { client, network, clock, onError } = this.options;
    this.kubeAdaptor?.stop().catch(error => onError?.('adaptor', error));
    this.kubeAdaptor =
      routers &&
      KubeAdaptor.start({ client, network, clock, site: routers, onError });
    this.bindings.configure();
    this.links.configure();
    for (const kind of ['AccessToken', 'Link', 'Listener'] as const) {
      for (const { metadata } of this.context.objects.list(kind)) {
        this.queue.add(`${kind}/${metadata.name}`);
      }
    }
  }

  private async reconcile(key: string): Promise<void> {
    if (!this.context.objects.isSynced) {
      this.queue.addAfter(key, 50);
      return;
    }
    const [kind, name] = key.split('/');
    switch (kind) {
      case 'site':
        await this.site.reconcile();
        break;
      case 'network':
        this.readNetwork();
        break;
      case 'Listener':
        await this.bindings.reconcileListener(name);
        break;
      case 'Connector':
        await this.bindings.reconcileConnector(name);
        break;
      case 'Link':
        await this.links.reconcileLink(name);
        break;
      case 'AccessToken':
        await this.links.reconcileToken(name);
        break;
      default:
        await this.grants?.reconcile(name);
    }
  }

  /** Reads what the adaptor wrote. A ConfigMap that is gone changes nothing. */
  private readNetwork(): void {
    const { objects } = this.context;
    const object = objects.get('ConfigMap', 'skupper-network-status');
    const text =
      object && networkStatusMapSchema.parse(object).data?.NetworkStatus;
    if (text === undefined) {
      return;
    }
    const entries = siteNetwork(networkStatusSchema.parse(JSON.parse(text)));
    if (isDeepStrictEqual(entries, this.context.known?.entries)) {
      return;
    }
    this.context.known = { entries, keys: networkKeys(entries) };
    this.bindings.networkChanged();
    this.queue.add('site');
    for (const kind of ['Connector', 'Link', 'Listener'] as const) {
      for (const { metadata } of objects.list(kind)) {
        this.queue.add(`${kind}/${metadata.name}`);
      }
    }
  }
}
