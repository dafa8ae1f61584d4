import { TestDatabases } from '@backstage/backend-test-utils';
import { place } from '@vanstage/backstage-plugin-van-common';
import fc from 'fast-check';
import { acmeFleet, application, cluster } from '../__testUtils__/fleet';
import {
  hubSiteRow,
  listenerRow,
  managedRow,
  networkStatusRow,
  secretRows,
  unmanagedRow,
} from '../__testUtils__/rows';
import { createStore } from '../__testUtils__/seed';
import type { ApplicationRow, DatabaseVanStore, HubStore } from '../store';
import { projectNetwork } from './projectNetwork';
import { emptyScope, type Scope, widen } from './Scope';

const EDGES = ['paris', 'berlin', 'dallas', 'lyon'];
const APPLICATIONS = ['checkout', 'ledger', 'retired'];

const FLEETS = [
  acmeFleet(),
  acmeFleet(application('retired', ['shop'])),
  acmeFleet(cluster('lyon', { role: 'edge', tags: ['eu'] })),
];

type Step = (options: {
  network: string;
  hub: HubStore;
  store: DatabaseVanStore;
}) => Promise<unknown>;

const edge = fc.constantFrom(...EDGES);
const at = fc
  .integer({ min: 0, max: 600 })
  .map(seconds => new Date(Date.UTC(2026, 10, 22, 14, 0, seconds)));

function relabel(row: ApplicationRow, network: string): ApplicationRow {
  return { ...row, labels: { ...row.labels, 'vanstage.io/network': network } };
}

const step: fc.Arbitrary<Step> = fc.oneof(
  fc
    .record({
      name: fc.constantFrom(...APPLICATIONS),
      target: edge,
      health: fc.constantFrom('Healthy', 'Degraded', 'Missing', ''),
      sync: fc.constantFrom('Synced', 'OutOfSync', 'Unknown', ''),
      deleting: fc.boolean(),
    })
    .map(
      ({ name, target, ...changes }): Step =>
        ({ hub, network }) =>
          hub.upsert(
            'application',
            relabel(managedRow(name, target, changes), network),
          ),
    ),
  fc
    .record({
      name: fc.constantFrom(...APPLICATIONS, 'legacy'),
      namespace: fc.constantFrom('argocd', 'team-a'),
      destination: fc.oneof(
        edge.map(name => ({ name })),
        edge.map(name => ({ server: `https://${name}-kube-api.van.svc:443` })),
        fc.constant({ name: 'in-cluster' }),
      ),
    })
    .map(
      ({ name, ...changes }): Step =>
        ({ hub }) =>
          hub.upsert('application', unmanagedRow(name, changes)),
    ),
  fc
    .constantFrom(
      ...APPLICATIONS.flatMap(name => [
        `argocd/${name}`,
        ...EDGES.map(target => `argocd/${name}-${target}`),
      ]),
    )
    .map(
      (key): Step =>
        ({ hub }) =>
          hub.remove('application', key),
    ),
  fc
    .record({
      target: fc.constantFrom(...EDGES, 'in-cluster'),
      outcome: fc.constantFrom(
        'answered' as const,
        'answered' as const,
        'refused' as const,
        'closed' as const,
      ),
      time: at,
    })
    .map(
      ({ target, outcome, time }): Step =>
        ({ hub }) =>
          hub.reachability(target, { at: time, outcome }),
    ),
  fc.record({ time: at, failed: fc.boolean() }).map(
    ({ time, failed }): Step =>
      ({ hub }) =>
        hub.contact('hub', {
          at: time,
          ...(failed && { problem: 'The hub is away' }),
        }),
  ),
  fc.subarray(EDGES).map(
    (edges): Step =>
      ({ hub }) =>
        hub.replace('clusterSecret', edges.flatMap(secretRows)),
  ),
  fc.record({ target: edge, matched: fc.boolean() }).map(
    ({ target, matched }): Step =>
      ({ hub }) =>
        hub.upsert('listener', listenerRow(target, matched)),
  ),
  fc.subarray(EDGES).map(
    (edges): Step =>
      async ({ hub }) => {
        await hub.replace('site', [hubSiteRow()]);
        await hub.replace('networkStatus', [networkStatusRow(edges)]);
      },
  ),
  fc.nat({ max: FLEETS.length - 1 }).map(
    (index): Step =>
      ({ store, network }) =>
        store.fleet.replaceFleet(network, {
          commit: `commit-${index}`,
          fetchedAt: new Date(0),
          fleet: FLEETS[index],
          problems: [],
        }),
  ),
);

describe('projectNetwork', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  it('projects by parts what it would project as a whole', async () => {
    const store = await createStore(databases, 'SQLITE_3');
    let scope = emptyScope();
    store.onChange(change => widen(scope, change));
    let runs = 0;
    let time = 0;

    const project = async (network: string, wanted: Scope) => {
      time += 1_000;
      const now = new Date(Date.UTC(2026, 10, 22) + time);
      const projection = await projectNetwork({
        store: store.projection,
        network,
        scope: wanted,
        placementsOf: rows => (rows.fleet ? place(rows.fleet) : []),
        fileUrl: path => path,
        fleetUrl: 'https://git.example.com/acme/fleet',
        now,
      });
      return store.projection.write(network, projection, { now });
    };

    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), {
          minLength: 1,
          maxLength: 6,
        }),
        async batches => {
          runs += 1;
          const network = `network-${runs}`;
          const hub = store.hub(network);
          await project(network, { ...emptyScope(), everything: true });
          for (const batch of batches) {
            scope = emptyScope();
            for (const run of batch) {
              await run({ network, hub, store });
            }
            await project(network, scope);
          }

          const foundMore = await project(network, {
            ...emptyScope(),
            everything: true,
          });
          expect(foundMore).toBe(false);
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});
