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
} from './types';

/**
 * The calls that Vanstage's backend answers. Rejects with the `@backstage/errors` of the answer's status.
 *
 * @public
 */
export interface VanApi {
  getNetworks(): Promise<{ items: NetworkSummary[] }>;
  getNetwork(network: string): Promise<NetworkSummary>;
  getTopology(network: string): Promise<Topology>;
  getTags(network: string): Promise<TagsResponse>;
  getClusters(network: string, query?: ListQuery): Promise<Page<ClusterView>>;
  getCluster(network: string, cluster: string): Promise<ClusterView>;
  getApplications(
    network: string,
    query?: ListQuery & { cluster?: string },
  ): Promise<Page<ApplicationView>>;
  getApplication(
    network: string,
    application: string,
  ): Promise<ApplicationView>;
  getRules(network: string, query?: ListQuery): Promise<Page<RuleView>>;
  /** What a change would do. Writes nothing. */
  plan(network: string, request: PlanRequest): Promise<PlanResponse>;
}
