import type {
  AuthService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { ServiceUnavailableError } from '@backstage/errors';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type {
  ClusterView,
  NetworkSummary,
} from '@vanstage/backstage-plugin-van-common';
import type {
  VanService,
  VanServiceOptions,
} from '@vanstage/backstage-plugin-van-node';
import { toClusterEntity, toNetworkEntity } from './toEntities';

const PAGE_SIZE = 500;

interface VanEntityProviderOptions {
  auth: AuthService;
  logger: LoggerService;
  taskRunner: SchedulerServiceTaskRunner;
  van: VanService;
}

/**
 * Networks and their declared clusters as catalog entities.
 *
 * @internal
 */
export class VanEntityProvider implements EntityProvider {
  private connection: EntityProviderConnection | undefined;

  constructor(private readonly options: VanEntityProviderOptions) {}

  getProviderName(): string {
    return 'van';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.connection = connection;
    const { logger, taskRunner } = this.options;
    await taskRunner.run({
      id: 'van-entities',
      fn: async () => {
        try {
          await this.refresh();
        } catch (error) {
          logger.warn(`Networks and clusters were not read: ${error}`);
        }
      },
    });
  }

  /**
   * Reads all networks and clusters and gives the catalog the whole of them.
   *
   * @throws when anything could not be read: entities that are missing from a whole are deleted
   */
  async refresh(): Promise<void> {
    const { auth } = this.options;
    if (!this.connection) {
      throw new ServiceUnavailableError(
        'The catalog has not connected to the provider of networks and clusters yet',
      );
    }
    const entities = await this.readEntities({
      credentials: await auth.getOwnServiceCredentials(),
    });
    await this.connection.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({
        entity,
        locationKey: this.getProviderName(),
      })),
    });
  }

  private async readEntities(options: VanServiceOptions): Promise<Entity[]> {
    const { items: networks } = await this.options.van.getNetworks(options);
    const entities: Entity[] = [];
    for (const network of networks) {
      assertRead(network);
      entities.push(toNetworkEntity(network));
      for (const cluster of await this.readClusters(network, options)) {
        if (cluster.declared) {
          entities.push(toClusterEntity(network, cluster));
        }
      }
    }
    return entities;
  }

  private async readClusters(
    network: NetworkSummary,
    options: VanServiceOptions,
  ): Promise<ClusterView[]> {
    const clusters: ClusterView[] = [];
    for (;;) {
      const { items, totalItems } = await this.options.van.getClusters(
        {
          network: network.name,
          query: { offset: clusters.length, limit: PAGE_SIZE },
        },
        options,
      );
      clusters.push(...items);
      if (clusters.length >= totalItems || items.length === 0) {
        return clusters;
      }
    }
  }
}

/** Before the fleet repository was read, a network seems to have no clusters. */
function assertRead(network: NetworkSummary): void {
  if (!network.freshness.fleet.asOf) {
    throw new ServiceUnavailableError(
      `What the fleet repository declares for network ${network.name} has not been read yet`,
    );
  }
}
