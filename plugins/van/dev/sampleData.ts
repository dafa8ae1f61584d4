import type {
  ApplicationView,
  ClusterView,
  NetworkFreshness,
  PlacementView,
  RuleView,
  TopologyLink,
} from '@vanstage/backstage-plugin-van-common';

const MINUTE = 60_000;

/** ISO time so many minutes before now. */
export function ago(minutes: number): string {
  return new Date(Date.now() - minutes * MINUTE).toISOString();
}

/** Both sources answered just now. */
export function fresh(): NetworkFreshness {
  return {
    fleet: { asOf: ago(0.2), stale: false },
    hub: { asOf: ago(0.1), stale: false },
  };
}

/** Web page of the fleet repository. */
export const FLEET = 'https://github.com/acme/fleet';

/** An edge that is well, except where `part` says otherwise. */
export function cluster(
  part: Partial<ClusterView> & { name: string },
): ClusterView {
  const { name } = part;
  const role = part.role ?? 'edge';
  return {
    role,
    declared: true,
    context: 'prod',
    tags: ['retail'],
    derivedTags: [
      `role:${role}`,
      `context:${part.context ?? 'prod'}`,
      `provider:${part.provider ?? 'aws'}`,
      `region:${part.region ?? 'eu-west-3'}`,
    ],
    provider: 'aws',
    distribution: 'eks',
    region: 'eu-west-3',
    state: 'reachable',
    since: ago(60 * 24 * 9),
    lastSeen: ago(0.05),
    diagnosis: `${name} answers through the VAN.`,
    outcome: 'answered',
    latencyMs: 21,
    kubernetesVersion: 'v1.36.3',
    nodeCount: 6,
    readyNodeCount: 6,
    server: `https://${name}-kube-api.van.svc:443`,
    skupper: {
      siteId: '7a2f7a9e-6a3c-4d4c-9a63-0f9d6c1f2b10',
      siteName: name,
      siteVersion: '2.2.1',
      routerMode: 'interior',
      listener: `${name}-kube-api`,
      routingKey: `${name}-kube-api`,
      listenerStatus: 'Ready',
    },
    applicationCount: 4,
    attentionCount: 0,
    sourceUrl: `${FLEET}/blob/main/networks/acme/clusters/${name}.yaml`,
    ...part,
  };
}

export const clusters: ClusterView[] = [
  cluster({
    name: 'hub',
    role: 'hub',
    region: 'eu-central-1',
    tags: ['platform'],
    latencyMs: 3,
    nodeCount: 9,
    readyNodeCount: 9,
    skupper: undefined,
    server: 'https://kubernetes.default.svc',
    applicationCount: 2,
  }),
  cluster({
    name: 'paris',
    tags: ['retail', 'region:eu', 'team:payments'],
    attentionCount: 1,
  }),
  cluster({
    name: 'berlin',
    provider: 'gcp',
    distribution: 'gke',
    region: 'europe-west10',
    tags: ['retail', 'region:eu', 'team:payments'],
    state: 'gone',
    since: ago(38),
    lastSeen: ago(38),
    latencyMs: undefined,
    outcome: 'refused',
    attentionCount: 4,
    diagnosis:
      'The hub accepts connections for berlin, and nothing in the network answers them. Check the edge’s way out to the hub and the Skupper router on berlin.',
    skupper: {
      siteName: 'berlin',
      listener: 'berlin-kube-api',
      routingKey: 'berlin-kube-api',
      listenerStatus: 'Pending',
      listenerMessage: 'No matching connectors',
    },
  }),
  cluster({
    name: 'dallas',
    provider: 'azure',
    distribution: 'aks',
    region: 'southcentralus',
    tags: ['retail', 'region:us', 'team:search'],
    state: 'adaptorDown',
    since: ago(7),
    latencyMs: 118,
    readyNodeCount: 5,
    diagnosis:
      'dallas answers through the VAN, and Skupper says its site is gone: the adaptor beside its router is down. Traffic flows; restart the adaptor.',
  }),
  cluster({
    name: 'osaka-store-0042',
    context: 'qa',
    provider: 'on-prem',
    distribution: 'k3s',
    region: 'jp-osaka',
    tags: ['retail', 'region:ap'],
    state: 'waitingToJoin',
    since: undefined,
    lastSeen: undefined,
    latencyMs: undefined,
    nodeCount: undefined,
    readyNodeCount: undefined,
    kubernetesVersion: undefined,
    server: undefined,
    skupper: undefined,
    outcome: undefined,
    applicationCount: 0,
    diagnosis: 'osaka-store-0042 is declared and has never been seen.',
  }),
  cluster({
    name: 'toulouse',
    declared: false,
    tags: [],
    derivedTags: ['role:edge'],
    context: undefined,
    latencyMs: 24,
    applicationCount: 0,
    sourceUrl: undefined,
    diagnosis:
      'toulouse answers through the VAN. It is in the hub and not in the fleet repository.',
  }),
];

function placement(
  part: Partial<PlacementView> & { application: string; cluster: string },
): PlacementView {
  return {
    declared: true,
    state: 'healthy',
    since: ago(60 * 26),
    why: [
      {
        rule: 'retail-everywhere',
        applicationMatch: ['retail'],
        clusterMatch: ['retail'],
      },
    ],
    argo: {
      name: `${part.application}-${part.cluster}`,
      namespace: 'argocd',
      sync: 'Synced',
      health: 'Healthy',
      revision: '6f69057bb3061fe5aa386a462c10f4e0e5ab3d4a',
      operationPhase: 'Succeeded',
      operationFinishedAt: ago(60 * 26),
      conditions: [],
      images: [`registry.acme.example/${part.application}:2.4.1`],
    },
    ...part,
  };
}

const lost = { health: 'Healthy', at: ago(38) };

function application(
  part: Partial<ApplicationView> & { name: string },
): ApplicationView {
  const { name } = part;
  return {
    declared: true,
    owner: 'group:default/payments',
    tags: ['retail'],
    sources: [
      {
        repoURL: `https://github.com/acme/${name}`,
        path: 'deploy',
        targetRevision: 'main',
      },
    ],
    namespace: name,
    state: 'healthy',
    rules: ['retail-everywhere'],
    sourceUrl: `${FLEET}/blob/main/networks/acme/applications/${name}.yaml`,
    placements: ['paris', 'berlin', 'dallas'].map(target =>
      placement({
        application: name,
        cluster: target,
        ...(target === 'berlin' && {
          state: 'unknown',
          since: ago(38),
          lastSeen: lost,
        }),
      }),
    ),
    ...part,
  };
}

export const applications: ApplicationView[] = [
  application({
    name: 'checkout',
    description: 'Takes the payment at the till and online.',
    tags: ['retail', 'pci', 'team:payments'],
    state: 'syncFailed',
    placements: [
      placement({
        application: 'checkout',
        cluster: 'paris',
        state: 'syncFailed',
        since: ago(12),
        argo: {
          name: 'checkout-paris',
          namespace: 'argocd',
          sync: 'OutOfSync',
          health: 'Healthy',
          revision: '8164d61661c66d8ee5ce1b4cfbec6e6a828c1211',
          operationPhase: 'Failed',
          operationMessage:
            'one or more objects failed to apply, reason: Deployment.apps "checkout" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0 (retried 1 times).',
          operationFinishedAt: ago(12),
          conditions: [],
          images: ['registry.acme.example/checkout:2.4.1'],
        },
      }),
      placement({
        application: 'checkout',
        cluster: 'berlin',
        state: 'unknown',
        since: ago(38),
        lastSeen: lost,
      }),
      placement({ application: 'checkout', cluster: 'dallas' }),
    ],
  }),
  application({ name: 'catalogue', state: 'unknown' }),
  application({
    name: 'loyalty',
    state: 'outOfSync',
    owner: 'group:default/crm',
    placements: [
      placement({
        application: 'loyalty',
        cluster: 'dallas',
        state: 'outOfSync',
        since: ago(3),
      }),
      placement({
        application: 'loyalty',
        cluster: 'paris',
        state: 'progressing',
        since: ago(1),
      }),
    ],
  }),
  application({
    name: 'prometheus',
    tags: ['platform', 'observability'],
    owner: 'group:default/platform',
    rules: ['platform-tools'],
    placements: ['hub', 'paris', 'dallas'].map(target =>
      placement({
        application: 'prometheus',
        cluster: target,
        why: [
          {
            rule: 'platform-tools',
            applicationMatch: ['platform'],
            clusterMatch: ['context:prod'],
          },
        ],
      }),
    ),
  }),
  application({
    name: 'store-locator',
    state: undefined,
    rules: [],
    placements: [],
    tags: ['web'],
  }),
  application({
    name: 'legacy-reports',
    declared: false,
    owner: undefined,
    sources: [],
    tags: [],
    rules: [],
    state: 'degraded',
    placements: [
      placement({
        application: 'legacy-reports',
        cluster: 'paris',
        declared: false,
        state: 'degraded',
        since: ago(60 * 40),
        why: [],
      }),
    ],
  }),
];

export const rules: RuleView[] = [
  {
    name: 'retail-everywhere',
    description: 'What a store needs runs in every store.',
    applications: { anyOf: ['retail'], allOf: [], noneOf: [], names: [] },
    clusters: { anyOf: ['retail'], allOf: [], noneOf: [], names: [] },
    matchedApplications: ['catalogue', 'checkout', 'loyalty'],
    matchedClusters: ['berlin', 'dallas', 'paris'],
    placementCount: 8,
    sourceUrl: `${FLEET}/blob/main/networks/acme/rules/retail-everywhere.yaml`,
  },
  {
    name: 'platform-tools',
    applications: { anyOf: ['platform'], allOf: [], noneOf: [], names: [] },
    clusters: {
      anyOf: [],
      allOf: ['context:prod'],
      noneOf: ['no-monitoring'],
      names: [],
    },
    matchedApplications: ['prometheus'],
    matchedClusters: ['dallas', 'hub', 'paris'],
    placementCount: 3,
  },
];

export const links: TopologyLink[] = [
  { from: 'paris', to: 'hub', status: 'up', cost: 1, since: ago(60 * 24 * 9) },
  { from: 'berlin', to: 'hub', status: 'lost', cost: 1, since: ago(38) },
  { from: 'dallas', to: 'hub', status: 'down', cost: 1, since: ago(7) },
  { from: 'toulouse', to: 'hub', status: 'up', cost: 1, since: ago(600) },
];
