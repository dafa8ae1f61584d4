import type {
  ClusterView,
  NetworkSummary,
} from '@vanstage/backstage-plugin-van-common';
import { FLEET, ago, cluster, fresh } from './sampleData';

/** A network with a hundred edges. */
export const manyClusters: ClusterView[] = [
  cluster({ name: 'hub', role: 'hub', applicationCount: 1 }),
  ...Array.from({ length: 100 }, (_, index) => {
    const regions = ['eu-west-1', 'us-east-1', 'ap-south-1', 'sa-east-1'];
    return cluster({
      name: `store-${String(index + 1).padStart(3, '0')}`,
      region: regions[(index * 7) % 4],
      context: index % 5 === 0 ? 'qa' : 'prod',
      tags: ['retail', `team:${['payments', 'search', 'crm'][index % 3]}`],
      ...(index % 17 === 3 && { state: 'gone', since: ago(index) }),
      ...(index % 23 === 5 && { attentionCount: 2 }),
    });
  }),
];

export const networks: NetworkSummary[] = [
  {
    name: 'acme',
    title: 'Acme stores',
    description: 'Tills, stock and loyalty in the stores of Europe and the US.',
    owner: 'group:default/platform',
    hubState: 'reachable',
    edgeCount: 5,
    reachableEdgeCount: 3,
    clusterCount: 6,
    applicationCount: 6,
    attentionCount: 4,
    ruleCount: 2,
    fleetUrl: FLEET,
    fleetCommit: '6f69057bb3061fe5aa386a462c10f4e0e5ab3d4a',
    problems: [],
    freshness: fresh(),
  },
  {
    name: 'globex',
    title: 'Globex',
    hubState: 'reachable',
    edgeCount: 100,
    reachableEdgeCount: 94,
    clusterCount: 101,
    applicationCount: 0,
    attentionCount: 0,
    ruleCount: 0,
    fleetUrl: FLEET,
    fleetCommit: '8164d61661c66d8ee5ce1b4cfbec6e6a828c1211',
    problems: [
      {
        location: {
          path: 'networks/globex/rules/everything.yaml',
          line: 7,
          column: 3,
        },
        message: '`spec.clusters.anyof` is not a field.',
        hint: 'Write `anyOf`.',
      },
    ],
    freshness: {
      fleet: { asOf: ago(0.5), stale: false },
      hub: {
        asOf: ago(25),
        stale: true,
        problem: 'The hub of globex does not answer: connect ETIMEDOUT.',
      },
    },
  },
];
