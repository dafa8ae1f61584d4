import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  ApplicationView,
  ClusterView,
  ListQuery,
  NetworkSummary,
  Page,
  PlanRequest,
  PlanResponse,
  RuleView,
  TagsResponse,
  Topology,
} from '@vanstage/backstage-plugin-van-common';

/**
 * In whose name Vanstage is asked: answers hold what that principal may see.
 *
 * @public
 */
export interface VanServiceOptions {
  credentials: BackstageCredentials;
}

/**
 * Vanstage's backend, for other backend plugins and modules. Rejects with the `@backstage/errors` of the answer's status.
 *
 * @public
 */
export interface VanService {
  getNetworks(options: VanServiceOptions): Promise<{ items: NetworkSummary[] }>;
  getNetwork(
    request: { network: string },
    options: VanServiceOptions,
  ): Promise<NetworkSummary>;
  getTopology(
    request: { network: string },
    options: VanServiceOptions,
  ): Promise<Topology>;
  getTags(
    request: { network: string },
    options: VanServiceOptions,
  ): Promise<TagsResponse>;
  getClusters(
    request: { network: string; query?: ListQuery },
    options: VanServiceOptions,
  ): Promise<Page<ClusterView>>;
  getCluster(
    request: { network: string; cluster: string },
    options: VanServiceOptions,
  ): Promise<ClusterView>;
  getApplications(
    request: { network: string; query?: ListQuery & { cluster?: string } },
    options: VanServiceOptions,
  ): Promise<Page<ApplicationView>>;
  getApplication(
    request: { network: string; application: string },
    options: VanServiceOptions,
  ): Promise<ApplicationView>;
  getRules(
    request: { network: string; query?: ListQuery },
    options: VanServiceOptions,
  ): Promise<Page<RuleView>>;
  /** What a change would do. Writes nothing. */
  plan(
    request: PlanRequest & { network: string },
    options: VanServiceOptions,
  ): Promise<PlanResponse>;
}
