import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  HubConnection,
  probe,
  type ClusterCredential,
  type HubConfig,
} from '@vanstage/backstage-plugin-van-node';
import type { HubStore } from '../store/VanStore';
import type { CollectorSettings } from './CollectorSettings';
import { EdgeCollector } from './EdgeCollector';
import { EdgeCollectors } from './EdgeCollectors';
import { HubCollector, type HubNamespaces } from './HubCollector';

/** @internal */
export interface NetworkCollectorOptions {
  config: HubConfig;
  namespaces: HubNamespaces;
  store: HubStore;
  settings: CollectorSettings;
  logger: LoggerService;
}

/**
 * Collects one network: its hub, and through the hub each edge.
 *
 * @internal
 */
export class NetworkCollector {
  private constructor(
    private readonly connection: HubConnection,
    private readonly hub: HubCollector,
    private readonly edges: EdgeCollectors,
  ) {}

  /** Throws an `InputError` when the hub's configuration cannot be used. */
  static start(options: NetworkCollectorOptions): NetworkCollector {
    const { config, namespaces, store, settings, logger } = options;
    const connection = HubConnection.fromConfig(config);
    let hubAnswers = true;
    const edges = EdgeCollectors.create({
      start: (credential: ClusterCredential) =>
        EdgeCollector.start({
          cluster: credential.cluster,
          probe: ({ signal }) => probe(connection.edge(credential), { signal }),
          hubAnswers: () => hubAnswers,
          store,
          settings,
          logger,
        }),
    });
    const hub = HubCollector.start({
      config,
      api: connection.api,
      namespaces,
      store,
      settings,
      logger,
      onCredentials: credentials => edges.follow(credentials),
      onChange: ({ answers }) => {
        hubAnswers = answers;
        edges.nudge();
      },
    });
    return new NetworkCollector(connection, hub, edges);
  }

  /** Resolves when every connection is closed and nothing is written any more. */
  async stop(): Promise<void> {
    await this.hub.stop();
    await this.edges.stop();
    await this.connection.close();
  }
}
