import fc from 'fast-check';
import type {
  Application,
  Cluster,
  DistributionRule,
  Fleet,
  IgnoredDifference,
  Selector,
  SourceOverride,
} from '../fleet/types';

const TAGS = ['a', 'b', 'c', 'team:x'];
const WORDS = ['eu', 'us'];

/** Names that share beginnings, so that joined names are put to the test. */
const names = fc.constantFrom(
  'a',
  'ab',
  'web',
  'web-eu',
  'eu-a',
  'x'.repeat(40),
);

const tags = fc.subarray(TAGS).map(list => [...list].sort());

export const selectors: fc.Arbitrary<Selector> = fc.record({
  anyOf: fc.subarray(['a', 'b', 'c', 'region:eu', 'team:x', 'unknown'], {
    maxLength: 3,
  }),
  allOf: fc.subarray(['a', 'role:edge'], { maxLength: 1 }),
  noneOf: fc.subarray(['b', 'region:us'], { maxLength: 1 }),
  names: fc.subarray(['ab', 'web', 'nobody'], { maxLength: 2 }),
});

const overrides: fc.Arbitrary<SourceOverride> = fc.record(
  {
    targetRevision: fc.constantFrom('v3', 'v4'),
    helm: fc.record({
      values: fc.constantFrom(
        { replicas: 2 },
        { replicas: 3, image: { tag: '${size}' } },
        { image: 'none' },
      ),
    }),
  },
  { requiredKeys: ['targetRevision'] },
);

export const clusters: fc.Arbitrary<Cluster[]> = listOf(
  fc.record({
    name: names,
    role: fc.constantFrom('edge' as const, 'hub' as const),
    tags,
    context: fc.option(fc.constantFrom('dev', 'prod'), { nil: undefined }),
    provider: fc.option(fc.constantFrom('aws'), { nil: undefined }),
    region: fc.option(fc.constantFrom(...WORDS), { nil: undefined }),
    variables: fc.dictionary(
      fc.constantFrom('size', 'zone'),
      fc.constantFrom('1', '2'),
      { maxKeys: 2 },
    ),
  }),
).map(list =>
  list.map(cluster => ({
    ...cluster,
    location: { path: `networks/n/clusters/${cluster.name}.yaml` },
  })),
);

export const applications: fc.Arbitrary<Application[]> = listOf(
  fc.record({
    name: names,
    tags,
    namespace: fc.constantFrom('one', 'two'),
    sources: fc.array(
      fc.record({
        repoURL: fc.constant('https://git.example.com/acme/app.git'),
        path: fc.constantFrom('.', 'deploy', 'deploy/${zone}'),
        targetRevision: fc.constantFrom('main', 'v2'),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    syncOptions: fc.subarray(['ServerSideApply=true']),
    wave: fc.constantFrom(0, 1),
    ignoreDifferences: fc.subarray<IgnoredDifference>([
      { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] },
    ]),
    overrides: fc.array(
      fc
        .tuple(overrides, selectors, fc.constantFrom(0, 1))
        .map(([override, selector, priority]) => ({
          ...override,
          clusters: selector,
          priority,
        })),
      { maxLength: 2 },
    ),
  }),
).map(list =>
  list.map(application => ({
    ...application,
    location: { path: `networks/n/applications/${application.name}.yaml` },
  })),
);

export const rules: fc.Arbitrary<DistributionRule[]> = listOf(
  fc.record({
    name: names,
    applications: selectors,
    clusters: selectors,
    overrides: fc.array(overrides, { maxLength: 1 }),
    priority: fc.constantFrom(0, 1),
  }),
).map(list =>
  list.map(rule => ({
    ...rule,
    location: { path: `networks/n/rules/${rule.name}.yaml` },
  })),
);

/** Fleets as they are parsed: lists sorted by name, each name once. Two of them are of the same network. */
export const fleets: fc.Arbitrary<Fleet> = fc.record({
  network: fc.constant({
    name: 'n',
    contexts: [],
    policy: { massRemovalPercent: 20 },
    skupperNamespace: 'van',
    argocdNamespace: 'argocd',
    location: { path: 'networks/n/network.yaml' },
  }),
  clusters,
  applications,
  rules,
});

function listOf<T extends { name: string }>(item: fc.Arbitrary<T>) {
  return fc
    .uniqueArray(item, { selector: ({ name }) => name, maxLength: 5 })
    .map(list => [...list].sort((a, b) => (a.name < b.name ? -1 : 1)));
}
