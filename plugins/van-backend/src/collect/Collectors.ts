import type {
  LifecycleService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { HubConfig } from '@vanstage/backstage-plugin-van-node';
import { IN_CLUSTER, type HubStore } from '../store/VanStore';
import {
  defaultCollectorSettings,
  type CollectorSettings,
} from './CollectorSettings';
import type { HubNamespaces } from './HubCollector';
import { NetworkCollector } from './NetworkCollector';

/** @internal */
export interface CollectorsOptions {
  configs: HubConfig[];
  /** From the fleet repository as it is stored; a network that it does not know yet is collected later. */
  namespacesOf(network: string): Promise<HubNamespaces | undefined>;
  storeOf(network: string): HubStore;
  logger: LoggerService;
  /** Ends everything at shutdown. */
  lifecycle: Pick<LifecycleService, 'addShutdownHook'>;
  settings?: Partial<CollectorSettings>;
}

/**
 * Collects every network that the configuration has a hub for.
 *
 * @internal
 */
export class Collectors {
  private readonly running = new Map<
    string,
    { namespaces: HubNamespaces; collector: NetworkCollector }
  >();
  private changing: Promise<void> = Promise.resolve();
  private stopped = false;

  private constructor(private readonly options: CollectorsOptions) {}

  static async start(options: CollectorsOptions): Promise<Collectors> {
    const collectors = new Collectors(options);
    options.lifecycle.addShutdownHook(() => collectors.stop());
    await collectors.refresh();
    return collectors;
  }

  /** Asks again where the parts of each hub live. To be called when the fleet has changed. */
  async refresh(): Promise<void> {
    this.changing = this.changing.then(() => this.change());
    await this.changing;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.changing;
    const networks = [...this.running.values()];
    this.running.clear();
    await Promise.all(networks.map(({ collector }) => collector.stop()));
  }

  private async change(): Promise<void> {
    for (const config of this.options.configs) {
      try {
        await this.follow(config);
      } catch (error) {
        this.options.logger.error(
          `Network ${config.network} is not collected: ${error}`,
        );
        await this.tellUnusable(config.network);
      }
    }
  }

  /** What was known before this process must not pass for what is. */
  private async tellUnusable(network: string): Promise<void> {
    const at = new Date();
    const problem = `van.networks.${network} of the configuration cannot be used: the log of the backend says why`;
    const store = this.options.storeOf(network);
    try {
      await store.contact('hub', { at, problem });
      await store.reachability(IN_CLUSTER, {
        at,
        outcome: 'hubUnreachable',
        detail: problem,
      });
      await store.loseSightOfEdges({ at, problem });
    } catch (error) {
      this.options.logger.error(
        `That network ${network} is not collected could not be stored: ${error}`,
      );
    }
  }

  private async follow(config: HubConfig): Promise<void> {
    const { namespacesOf, storeOf, logger, settings } = this.options;
    const { network } = config;
    const namespaces = await namespacesOf(network);
    const current = this.running.get(network);
    if (
      this.stopped ||
      !namespaces ||
      (current?.namespaces.argocd === namespaces.argocd &&
        current.namespaces.skupper === namespaces.skupper)
    ) {
      return;
    }
    await current?.collector.stop();
    this.running.delete(network);
    const collector = NetworkCollector.start({
      config,
      namespaces,
      store: storeOf(network),
      settings: {
        ...defaultCollectorSettings,
        pingMs: config.pingMs,
        ...settings,
      },
      logger: logger.child({ network }),
    });
    this.running.set(network, { namespaces, collector });
  }
}
