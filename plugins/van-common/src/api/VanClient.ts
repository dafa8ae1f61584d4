import { ResponseError } from '@backstage/errors';
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
import type { VanApi } from './VanApi';

/**
 * What {@link VanClient} needs: Backstage's discovery and a `fetch` that adds the caller's token. In a frontend both are
 * the app's APIs; a backend wraps its own `fetch` with a token from `auth.getPluginRequestToken`.
 *
 * @public
 */
export interface VanClientOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  fetchApi: { fetch(input: string, init?: RequestInit): Promise<Response> };
}

/**
 * Calls Vanstage's backend over HTTP.
 *
 * @public
 */
export class VanClient implements VanApi {
  readonly #discoveryApi: VanClientOptions['discoveryApi'];
  readonly #fetchApi: VanClientOptions['fetchApi'];

  constructor(options: VanClientOptions) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  getNetworks(): Promise<{ items: NetworkSummary[] }> {
    return this.#get(['networks']);
  }

  getNetwork(network: string): Promise<NetworkSummary> {
    return this.#get(['networks', network]);
  }

  getTopology(network: string): Promise<Topology> {
    return this.#get(['networks', network, 'topology']);
  }

  getTags(network: string): Promise<TagsResponse> {
    return this.#get(['networks', network, 'tags']);
  }

  getClusters(network: string, query?: ListQuery): Promise<Page<ClusterView>> {
    return this.#get(['networks', network, 'clusters'], query);
  }

  getCluster(network: string, cluster: string): Promise<ClusterView> {
    return this.#get(['networks', network, 'clusters', cluster]);
  }

  getApplications(
    network: string,
    query?: ListQuery & { cluster?: string },
  ): Promise<Page<ApplicationView>> {
    return this.#get(['networks', network, 'applications'], query);
  }

  getApplication(
    network: string,
    application: string,
  ): Promise<ApplicationView> {
    return this.#get(['networks', network, 'applications', application]);
  }

  getRules(network: string, query?: ListQuery): Promise<Page<RuleView>> {
    return this.#get(['networks', network, 'rules'], query);
  }

  plan(network: string, request: PlanRequest): Promise<PlanResponse> {
    return this.#request(['networks', network, 'plan'], {
      init: {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(request),
      },
    });
  }

  #get<T>(path: string[], query?: object): Promise<T> {
    return this.#request<T>(path, { query });
  }

  async #request<T>(
    path: string[],
    options: { query?: object; init?: RequestInit },
  ): Promise<T> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('van');
    const pathname = path.map(encodeURIComponent).join('/');
    const response = await this.#fetchApi.fetch(
      `${baseUrl}/${pathname}${toQueryString(options.query ?? {})}`,
      options.init,
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}

function toQueryString(query: object): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== '') {
        parameters.append(name, String(item));
      }
    }
  }
  const text = parameters.toString();
  return text && `?${text}`;
}
