import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import { render } from '@vanstage/backstage-plugin-van-common';
import { acmeFleet, cluster, fleetFiles } from '../__testUtils__/fleet';
import { createStore, projectAll, SEEN_AT } from '../__testUtils__/seed';
import { DatabaseViews } from '../views/DatabaseViews';
import { FleetCollector } from './FleetCollector';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

async function setUp(networks: string[], { repair = true } = {}) {
  const store = await createStore(databases, 'SQLITE_3');
  let files = fleetFiles();
  let commit = 'one';
  const fleet = {
    head: jest.fn(async () => commit),
    propose: jest.fn(async () => ({
      number: 7,
      url: 'https://git.example.com/acme/fleet/pull/7',
      created: true,
      commit: 'c'.repeat(40),
    })),
    snapshot: jest.fn(async () => ({ commit, files, fetchedAt: SEEN_AT })),
  };
  const collector = new FleetCollector({
    fleet,
    store: store.fleet,
    networks,
    repair,
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

  describe('where rendered/ does not follow the declarations', () => {
    const edited = 'networks/acme/rendered/listeners/dallas-kube-api.yaml';
    const rendered = () => new Map([...fleetFiles(), ...render(acmeFleet())]);

    it('opens one pull request that makes it follow, and says so until it does', async () => {
      const { collector, fleet, network, push } = await setUp([]);
      push('one', rendered());
      await collector.refresh();
      expect((await network()).rendering).toBeUndefined();
      expect(fleet.propose).not.toHaveBeenCalled();

      push('two', new Map([...rendered(), [edited, 'by hand']]));
      await collector.refresh();
      await collector.refresh();

      expect(fleet.propose.mock.calls).toEqual([
        [
          expect.objectContaining({
            base: 'two',
            branch: 'vanstage/acme/render',
            body: expect.stringContaining(edited),
            files: new Map([[edited, rendered().get(edited)]]),
          }),
        ],
      ]);
      expect(await network()).toMatchObject({
        rendering: {
          changedCount: 1,
          pullRequest: {
            number: 7,
            url: 'https://git.example.com/acme/fleet/pull/7',
          },
        },
      });

      push('three', rendered());
      await collector.refresh();
      expect((await network()).rendering).toBeUndefined();
      expect(fleet.propose).toHaveBeenCalledTimes(1);
    });

    it('says why there is no pull request', async () => {
      const { collector, fleet, network, push } = await setUp([]);
      fleet.propose.mockRejectedValue(
        new ServiceUnavailableError('The rate limit is used up'),
      );
      push('one', new Map([...rendered(), [edited, 'by hand']]));
      await collector.refresh();

      expect(await network()).toMatchObject({
        fleetCommit: 'one',
        rendering: { changedCount: 1, problem: 'The rate limit is used up' },
        freshness: { fleet: { stale: false } },
      });
    });

    it('leaves it to people where the configuration says so, or while a file has a problem', async () => {
      const byHand = await setUp([], { repair: false });
      byHand.push('one', new Map([...rendered(), [edited, 'by hand']]));
      await byHand.collector.refresh();
      expect(await byHand.network()).toMatchObject({
        rendering: { changedCount: 1 },
      });

      const broken = await setUp([]);
      broken.push(
        'one',
        new Map([
          ...rendered(),
          ['networks/acme/clusters/dallas.yaml', 'kind: ['],
        ]),
      );
      await broken.collector.refresh();
      expect((await broken.network()).rendering).toBeUndefined();

      expect(byHand.fleet.propose).not.toHaveBeenCalled();
      expect(broken.fleet.propose).not.toHaveBeenCalled();
    });
  });
});
