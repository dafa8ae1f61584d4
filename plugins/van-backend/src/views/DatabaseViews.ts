import type {
  ApplicationView,
  ClusterView,
  NetworkFreshness,
  NetworkSummary,
  Page,
  RuleView,
  TagsResponse,
  Topology,
} from '@vanstage/backstage-plugin-van-common';
import type { Knex } from 'knex';
import {
  type ApplicationListOptions,
  findApplication,
  listApplications,
  undeclaredAmong,
} from './applications';
import {
  type ClusterListOptions,
  findCluster,
  listClusters,
  readClusters,
} from './clusters';
import { type FreshnessPromise, readFreshness } from './freshness';
import type { ListOptions, ListPage } from './ListPage';
import { readNetwork } from './networks';
import { listRules } from './rules';
import { countTags } from './tags';
import { readTopology } from './topology';

interface DatabaseViewsOptions {
  database: Knex;
  promise: FreshnessPromise;
  /** Networks of the configuration: they are there even before the fleet repository was read. */
  networks: string[];
  /** Web page of the fleet repository. */
  fleetUrl?: string;
}

/**
 * Reads what is served, and nothing else: no answer waits for a cluster or for the forge.
 *
 * @internal
 */
export class DatabaseViews {
  private readonly database: Knex;

  constructor(private readonly options: DatabaseViewsOptions) {
    this.database = options.database;
  }

  /** Names of all networks, sorted. */
  async networkNames(): Promise<string[]> {
    const rows: { network: string }[] = await this.database('van_networks')
      .whereNotNull('fleet')
      .orWhereNot('problems', '[]')
      .select('network');
    return [
      ...new Set([
        ...this.options.networks,
        ...rows.map(({ network }) => network),
      ]),
    ].sort();
  }

  /** Each network by its name; undefined where there is none. */
  async findNetworks(
    names: string[],
  ): Promise<({ name: string } | undefined)[]> {
    const known = new Set(await this.networkNames());
    return names.map(name => (known.has(name) ? { name } : undefined));
  }

  async network(network: string): Promise<NetworkSummary> {
    return {
      ...(await readNetwork(this.database, network)),
      fleetUrl: this.options.fleetUrl,
      freshness: await this.freshness(network),
    };
  }

  async topology(network: string): Promise<Topology> {
    return {
      ...(await readTopology(this.database, network)),
      freshness: await this.freshness(network),
    };
  }

  async tags(network: string): Promise<TagsResponse> {
    return countTags(this.database, network);
  }

  async clusters(
    network: string,
    list: ClusterListOptions,
  ): Promise<Page<ClusterView>> {
    return this.page(
      network,
      await listClusters(this.database, { network, list }),
    );
  }

  /** All clusters, by name. */
  async allClusters(network: string): Promise<ClusterView[]> {
    return readClusters(this.database, network);
  }

  async cluster(
    network: string,
    cluster: string,
  ): Promise<ClusterView | undefined> {
    return findCluster(this.database, { network, cluster });
  }

  async applications(
    network: string,
    list: ApplicationListOptions,
  ): Promise<Page<ApplicationView>> {
    return this.page(
      network,
      await listApplications(this.database, { network, list }),
    );
  }

  /** Which of these are Argo CD Applications that Vanstage does not manage. */
  async undeclaredAmong(
    network: string,
    names: string[],
  ): Promise<Set<string>> {
    return undeclaredAmong(this.database, { network, names });
  }

  async application(
    network: string,
    application: string,
  ): Promise<ApplicationView | undefined> {
    return findApplication(this.database, { network, application });
  }

  async rules(network: string, list: ListOptions): Promise<Page<RuleView>> {
    return this.page(
      network,
      await listRules(this.database, { network, list }),
    );
  }

  private async page<T>(network: string, page: ListPage<T>): Promise<Page<T>> {
    return { ...page, freshness: await this.freshness(network) };
  }

  private async freshness(network: string): Promise<NetworkFreshness> {
    return readFreshness(this.database, {
      network,
      promise: this.options.promise,
      now: new Date(),
    });
  }
}
