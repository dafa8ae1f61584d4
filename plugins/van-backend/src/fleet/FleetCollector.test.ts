import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import { cluster, fleetFiles } from '../__testUtils__/fleet';
import { createStore, projectAll, SEEN_AT } from '../__testUtils__/seed';
import { DatabaseViews } from '../views/DatabaseViews';
import { FleetCollector } from './FleetCollector';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

async function setUp(networks: string[]) {
  const store = await createStore(databases, 'SQLITE_3');
  let files = fleetFiles();
  let commit = 'one';
  const fleet = {
    head: jest.fn(async () => commit),
    snapshot: jest.fn(async () => ({ commit, files, fetchedAt: SEEN_AT })),
  };
  const collector = new FleetCollector({
    fleet,
    store: store.fleet,
    networks,
    logger: mockServices.logger.mock(),
  });
  const views = new DatabaseViews({
    database: store.database,
    promise: { hub: 1, fleet: Number.MAX_SAFE_INTEGER },
    networks,
  });
  const network = async () => {
    await projectAll(store);
    return views.network('acme');
  };
  const push = (next: string, changed: Map<string, string>) => {
    commit = next;
    files = changed;
  };
  return { collector, fleet, network, push, store, views };
}

describe('FleetCollector', () => {
  it('reads the repository when its branch has moved, and only then', async () => {
    const { collector, fleet, network, push } = await setUp([]);

    await collector.refresh();
    await collector.refresh();

    expect(fleet.head).toHaveBeenCalledTimes(2);
    expect(fleet.snapshot).toHaveBeenCalledTimes(1);
    expect(await network()).toMatchObject({
      fleetCommit: 'one',
      clusterCount: 4,
    });

    push('two', fleetFiles(cluster('lyon', { role: 'edge' })));
    await collector.refresh();

    expect(await network()).toMatchObject({
      fleetCommit: 'two',
      clusterCount: 5,
      freshness: { fleet: { stale: false } },
    });
  });

  it('keeps what it knows while the repository is away, and says so', async () => {
    const { collector, fleet, network } = await setUp([]);
    await collector.refresh();

    fleet.head.mockRejectedValueOnce(
      new ServiceUnavailableError('git.example.com is away'),
    );
    await collector.refresh();

    expect(await network()).toMatchObject({
      fleetCommit: 'one',
      clusterCount: 4,
      freshness: {
        fleet: {
          stale: true,
          problem: expect.stringContaining('git.example.com is away'),
        },
      },
    });

    await collector.refresh();

    expect((await network()).freshness.fleet).toMatchObject({ stale: false });
  });

  it('keeps the last fleet that could be read, with the problems of the new one', async () => {
    const { collector, network, push } = await setUp([]);
    await collector.refresh();

    push(
      'two',
      new Map([...fleetFiles(), ['networks/acme/network.yaml', 'kind: [']]),
    );
    await collector.refresh();

    expect(await network()).toMatchObject({
      fleetCommit: 'one',
      clusterCount: 4,
      problems: [{ location: { path: 'networks/acme/network.yaml' } }],
    });
  });

  it('says of a configured network that the repository does not have it', async () => {
    const { collector, views } = await setUp(['beta']);

    await collector.refresh();

    expect(await views.networkNames()).toEqual(['acme', 'beta']);
    const { problems } = await views.network('beta');
    expect(problems).toHaveLength(1);
  });

  it('drops a network that has left the repository', async () => {
    const { collector, push, views, store } = await setUp([]);
    await collector.refresh();
    await projectAll(store);

    push('two', new Map());
    await collector.refresh();
    await projectAll(store);

    expect(await views.networkNames()).toEqual([]);
    expect((await views.rules('acme', {})).items).toEqual([]);
  });
});
