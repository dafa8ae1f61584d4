import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  type ApplicationView,
  type ClusterView,
  type ListQuery,
  type NetworkSummary,
  type Page,
  type PlanRequest,
  type PlanResponse,
  type RuleView,
  type TagsResponse,
  type Topology,
  VanClient,
} from '@vanstage/backstage-plugin-van-common';
import type { VanService, VanServiceOptions } from './VanService';

/**
 * Asks Vanstage's backend over HTTP, with a token made from the caller's credentials.
 *
 * @internal
 */
export class DefaultVanService implements VanService {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
  }

  async getNetworks(
    options: VanServiceOptions,
  ): Promise<{ items: NetworkSummary[] }> {
    return this.#client(options).getNetworks();
  }

  async getNetwork(
    request: { network: string },
    options: VanServiceOptions,
  ): Promise<NetworkSummary> {
    return this.#client(options).getNetwork(request.network);
  }

  async getTopology(
    request: { network: string },
    options: VanServiceOptions,
  ): Promise<Topology> {
    return this.#client(options).getTopology(request.network);
  }

  async getTags(
    request: { network: string },
    options: VanServiceOptions,
  ): Promise<TagsResponse> {
    return this.#client(options).getTags(request.network);
  }

  async getClusters(
    request: { network: string; query?: ListQuery },
    options: VanServiceOptions,
  ): Promise<Page<ClusterView>> {
    return this.#client(options).getClusters(request.network, request.query);
  }

  async getCluster(
    request: { network: string; cluster: string },
    options: VanServiceOptions,
  ): Promise<ClusterView> {
    return this.#client(options).getCluster(request.network, request.cluster);
  }

  async getApplications(
    request: { network: string; query?: ListQuery & { cluster?: string } },
    options: VanServiceOptions,
  ): Promise<Page<ApplicationView>> {
    return this.#client(options).getApplications(
      request.network,
      request.query,
    );
  }

  async getApplication(
    request: { network: string; application: string },
    options: VanServiceOptions,
  ): Promise<ApplicationView> {
    return this.#client(options).getApplication(
      request.network,
      request.application,
    );
  }

  async getRules(
    request: { network: string; query?: ListQuery },
    options: VanServiceOptions,
  ): Promise<Page<RuleView>> {
    return this.#client(options).getRules(request.network, request.query);
  }

  async plan(
    request: PlanRequest & { network: string },
    options: VanServiceOptions,
  ): Promise<PlanResponse> {
    return this.#client(options).plan(request.network, {
      change: request.change,
    });
  }

  #client({ credentials }: VanServiceOptions): VanClient {
    return new VanClient({
      discoveryApi: this.#discovery,
      fetchApi: {
        fetch: async (input, init) => {
          const { token } = await this.#auth.getPluginRequestToken({
            onBehalfOf: credentials,
            targetPluginId: 'van',
          });
          const headers = new Headers(init?.headers);
          headers.set('Authorization', `Bearer ${token}`);
          return fetch(input, { ...init, headers });
        },
      },
    });
  }
}
