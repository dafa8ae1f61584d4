import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  EntityPolicies,
  FieldFormatEntityPolicy,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import {
  catalogProcessingExtensionPoint,
  type EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type {
  ClusterView,
  NetworkSummary,
} from '@vanstage/backstage-plugin-van-common';
import {
  type VanService,
  vanServiceRef,
} from '@vanstage/backstage-plugin-van-node';
import { catalogModuleVan } from './module';
import { VanEntityProvider } from './VanEntityProvider';

/** What the catalog demands of every entity. */
const catalogRules = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

const FRESH = { stale: false, asOf: '2026-11-22T14:00:00.000Z' };

const ACME: NetworkSummary = {
  name: 'acme',
  title: 'Acme',
  owner: 'group:default/platform',
  hubState: 'reachable',
  edgeCount: 1,
  reachableEdgeCount: 1,
  clusterCount: 2,
  applicationCount: 0,
  attentionCount: 0,
  ruleCount: 0,
  fleetUrl: 'https://git.example.com/acme/fleet',
  problems: [],
  freshness: { fleet: FRESH, hub: FRESH },
};

function cluster(
  name: string,
  changes: Partial<ClusterView> = {},
): ClusterView {
  return {
    name,
    role: 'edge',
    declared: true,
    tags: ['retail'],
    derivedTags: ['region:eu-west-3', 'role:edge'],
    state: 'reachable',
    diagnosis: `${name} answers.`,
    applicationCount: 0,
    attentionCount: 0,
    sourceUrl: `https://git.example.com/acme/fleet/blob/main/networks/acme/clusters/${name}.yaml`,
    ...changes,
  };
}

const unused = async () => {
  throw new Error('The provider should not ask this');
};

const unusedVan: VanService = {
  getNetworks: unused,
  getNetwork: unused,
  getTopology: unused,
  getTags: unused,
  getClusters: unused,
  getCluster: unused,
  getApplications: unused,
  getApplication: unused,
  getRules: unused,
  plan: unused,
};

function createVan(options: {
  networks?: NetworkSummary[];
  clusters: ClusterView[];
}) {
  const getNetworks: VanService['getNetworks'] = async () => ({
    items: options.networks ?? [ACME],
  });
  const getClusters: VanService['getClusters'] = async ({ query }) => {
    const offset = query?.offset ?? 0;
    return {
      // Small pages, whatever was asked for.
      items: options.clusters.slice(offset, offset + 2),
      totalItems: options.clusters.length,
      freshness: ACME.freshness,
    };
  };
  return {
    getNetworks: jest.fn(getNetworks),
    getClusters: jest.fn(getClusters),
  };
}

async function connect(van: Pick<VanService, 'getNetworks' | 'getClusters'>) {
  const mutations: EntityProviderConnection['applyMutation'] & jest.Mock =
    jest.fn();
  const provider = new VanEntityProvider({
    auth: mockServices.auth(),
    logger: mockServices.logger.mock(),
    taskRunner: { run: async () => {} },
    van: { ...unusedVan, ...van },
  });
  await provider.connect({ applyMutation: mutations, refresh: jest.fn() });
  return { provider, mutations };
}

describe('VanEntityProvider', () => {
  it('gives the catalog each network and each declared cluster', async () => {
    const van = createVan({
      clusters: [
        cluster('hub', { role: 'hub', tags: [], derivedTags: ['role:hub'] }),
        cluster('paris', { tags: ['retail', 'Not A Tag'] }),
        cluster('found', { declared: false }),
      ],
    });
    const { provider, mutations } = await connect(van);

    await provider.refresh();

    expect(mutations).toHaveBeenCalledTimes(1);
    const [{ type, entities }] = mutations.mock.calls[0];
    expect(type).toBe('full');
    expect(entities).toEqual([
      {
        locationKey: 'van',
        entity: expect.objectContaining({
          kind: 'Resource',
          metadata: expect.objectContaining({ name: 'acme', title: 'Acme' }),
          spec: {
            type: 'virtual-application-network',
            owner: 'group:default/platform',
          },
        }),
      },
      {
        locationKey: 'van',
        entity: expect.objectContaining({
          metadata: expect.objectContaining({ name: 'acme.hub' }),
        }),
      },
      {
        locationKey: 'van',
        entity: {
          apiVersion: 'backstage.io/v1beta1',
          kind: 'Resource',
          metadata: {
            name: 'acme.paris',
            title: 'paris',
            description: undefined,
            tags: ['retail', 'region:eu-west-3', 'role:edge'],
            annotations: {
              'backstage.io/managed-by-location':
                'url:https://git.example.com/acme/fleet/blob/main/networks/acme/clusters/paris.yaml',
              'backstage.io/managed-by-origin-location':
                'url:https://git.example.com/acme/fleet/blob/main/networks/acme/clusters/paris.yaml',
              'backstage.io/source-location':
                'url:https://git.example.com/acme/fleet/blob/main/networks/acme/clusters/paris.yaml',
              'vanstage.io/network': 'acme',
              'vanstage.io/cluster': 'paris',
            },
          },
          spec: {
            type: 'kubernetes-cluster',
            owner: 'group:default/platform',
            dependsOn: ['resource:default/acme'],
          },
        },
      },
    ]);
    for (const { entity } of entities) {
      expect(await catalogRules.enforce(entity)).toBe(entity);
      expect(await resourceEntityV1alpha1Validator.check(entity)).toBe(true);
    }
    expect(van.getNetworks).toHaveBeenCalledWith({
      credentials: mockCredentials.service('plugin:test'),
    });
  });

  it('changes nothing when a network cannot be read', async () => {
    const van = createVan({ clusters: [cluster('paris')] });
    van.getClusters.mockRejectedValue(new Error('503 from the backend'));
    const { provider, mutations } = await connect(van);

    await expect(provider.refresh()).rejects.toThrow('503 from the backend');
    expect(mutations).not.toHaveBeenCalled();
  });

  it('changes nothing before the fleet repository was read', async () => {
    const { provider, mutations } = await connect(
      createVan({
        networks: [
          { ...ACME, freshness: { fleet: { stale: true }, hub: FRESH } },
        ],
        clusters: [],
      }),
    );

    await expect(provider.refresh()).rejects.toThrow(
      'declares for network acme has not been read yet',
    );
    expect(mutations).not.toHaveBeenCalled();
  });

  it('is added to the catalog and runs on its schedule', async () => {
    const van = createVan({ clusters: [cluster('paris')] });
    const mutated = new Promise((resolve, reject) => {
      const connection: EntityProviderConnection = {
        applyMutation: async mutation => resolve(mutation),
        refresh: async () => {},
      };
      startTestBackend({
        extensionPoints: [
          [
            catalogProcessingExtensionPoint,
            {
              addEntityProvider: (...providers) => {
                for (const provider of providers.flat()) {
                  provider.connect(connection).catch(reject);
                }
              },
            },
          ],
        ],
        features: [
          catalogModuleVan,
          createServiceFactory({
            service: vanServiceRef,
            deps: {},
            factory: () => ({ ...unusedVan, ...van }),
          }),
          mockServices.scheduler.factory({
            includeInitialDelayedTasksOnStartup: true,
          }),
        ],
      }).catch(reject);
    });

    expect(await mutated).toMatchObject({
      entities: [
        { entity: { metadata: { name: 'acme' } } },
        { entity: { metadata: { name: 'acme.paris' } } },
      ],
    });
  });
});
