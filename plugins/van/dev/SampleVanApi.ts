import { NotFoundError } from '@backstage/errors';
import {
  planWithFacts,
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
  type VanApi,
} from '@vanstage/backstage-plugin-van-common';
import { applications, clusters, fresh, links, rules } from './sampleData';
import { manyClusters, networks } from './sampleNetworks';

interface Sample {
  summary: NetworkSummary;
  clusters: ClusterView[];
  applications: ApplicationView[];
  rules: RuleView[];
  links: Topology['links'];
}

function countTags(things: string[][]) {
  const counts = new Map<string, number>();
  for (const tag of things.flat()) {
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return [...counts]
    .map(([tag, count]) => ({ tag, count }))
    .sort((a, b) => a.tag.localeCompare(b.tag));
}

/**
 * Answers as the backend does, from {@link networks} and what belongs to them, so that the pages can be looked at
 * without a backend.
 */
export class SampleVanApi implements VanApi {
  async getNetworks() {
    return { items: networks };
  }

  async getNetwork(network: string) {
    return this.#sample(network).summary;
  }

  async getTopology(network: string): Promise<Topology> {
    const sample = this.#sample(network);
    return {
      nodes: sample.clusters.map(cluster => ({
        ...cluster,
        cluster: cluster.name,
      })),
      links: sample.links,
      freshness: sample.summary.freshness,
    };
  }

  async getTags(network: string): Promise<TagsResponse> {
    const sample = this.#sample(network);
    return {
      applications: countTags(sample.applications.map(({ tags }) => tags)),
      clusters: countTags(
        sample.clusters.map(({ tags, derivedTags }) => [
          ...tags,
          ...derivedTags,
        ]),
      ),
    };
  }

  async getClusters(network: string, query: ListQuery = {}) {
    const { states = [] } = query;
    return this.#page(network, query, {
      items: this.#sample(network).clusters.filter(
        ({ state }) => states.length === 0 || states.includes(state),
      ),
      tagsOf: ({ tags, derivedTags }) => [...tags, ...derivedTags],
    });
  }

  async getCluster(network: string, cluster: string) {
    const found = this.#sample(network).clusters.find(
      ({ name }) => name === cluster,
    );
    if (!found) {
      throw new NotFoundError(`There is no cluster ${cluster} in ${network}.`);
    }
    return found;
  }

  async getApplications(
    network: string,
    query: ListQuery & { cluster?: string } = {},
  ) {
    const { states = [], cluster } = query;
    return this.#page(network, query, {
      items: this.#sample(network).applications.filter(
        ({ placements }) =>
          (states.length === 0 ||
            placements.some(({ state }) => states.includes(state))) &&
          (!cluster ||
            placements.some(placement => placement.cluster === cluster)),
      ),
      tagsOf: ({ tags }) => tags,
    });
  }

  async getApplication(network: string, application: string) {
    const found = this.#sample(network).applications.find(
      ({ name }) => name === application,
    );
    if (!found) {
      throw new NotFoundError(
        `There is no application ${application} in ${network}.`,
      );
    }
    return found;
  }

  async getRules(network: string, query: ListQuery = {}) {
    return this.#page(network, query, {
      items: this.#sample(network).rules,
      tagsOf: () => [],
    });
  }

  async plan(network: string, request: PlanRequest): Promise<PlanResponse> {
    const { application, rule } = request.change;
    const targets = this.#sample(network).clusters.filter(cluster =>
      rule?.clusterTags.some(tag =>
        [...cluster.tags, ...cluster.derivedTags].includes(tag),
      ),
    );
    return {
      base: '6f69057bb3061fe5aa386a462c10f4e0e5ab3d4a',
      clusters: targets,
      plan: planWithFacts(
        {
          network,
          added: targets.map(({ name }) => ({
            application: application.name,
            cluster: name,
            why: [
              {
                rule: rule?.name ?? '',
                applicationMatch: rule?.applicationTags ?? [],
                clusterMatch: rule?.clusterTags ?? [],
              },
            ],
          })),
          removed: [],
          changed: [],
          unchangedCount: 11,
          errors: [],
          warnings:
            targets.length === 0 && rule
              ? [
                  {
                    code: 'RULE_MATCHES_NOTHING',
                    subject: rule.name,
                    message: `Rule \`${rule.name}\` matches no cluster.`,
                    hint: 'Choose a tag that a cluster has.',
                  },
                ]
              : [],
          digest: `sample-${targets.length}`,
        },
        {
          unreachable: new Set(
            targets
              .filter(({ state }) => state === 'gone')
              .map(({ name }) => name),
          ),
        },
      ),
    };
  }

  #sample(network: string): Sample {
    const summary = networks.find(({ name }) => name === network);
    if (!summary) {
      throw new NotFoundError(`There is no network ${network}.`);
    }
    if (network === 'acme') {
      return { summary, clusters, applications, rules, links };
    }
    return {
      summary,
      clusters: manyClusters,
      applications: [],
      rules: [],
      links: manyClusters
        .filter(({ role }) => role === 'edge')
        .map(({ name, state }) => ({
          from: name,
          to: 'hub',
          status: state === 'gone' ? 'lost' : 'up',
        })),
    };
  }

  #page<T extends { name: string }>(
    network: string,
    query: ListQuery,
    list: { items: T[]; tagsOf(item: T): string[] },
  ): Page<T> {
    const { search = '', tags = [], offset = 0, limit = 50 } = query;
    const field = query.orderBy ?? 'name';
    const valueOf = (item: T) =>
      Object.entries(item).find(([name]) => name === field)?.[1];
    const found = list.items.filter(
      item =>
        [item.name, ...list.tagsOf(item)].some(text =>
          text.includes(search.toLocaleLowerCase('en')),
        ) && tags.every(tag => list.tagsOf(item).includes(tag)),
    );
    found.sort((a, b) =>
      String(valueOf(a) ?? '').localeCompare(String(valueOf(b) ?? ''), 'en', {
        numeric: true,
      }),
    );
    if (query.order === 'desc') {
      found.reverse();
    }
    return {
      items: found.slice(offset, offset + limit),
      totalItems: found.length,
      freshness: network === 'acme' ? fresh() : networks[1].freshness,
    };
  }
}
