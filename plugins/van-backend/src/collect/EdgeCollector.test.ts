import { mockServices } from '@backstage/backend-test-utils';
import type { ProbeResult } from '@vanstage/backstage-plugin-van-node';
import { FakeCluster, forbidden } from './__testUtils__/FakeCluster';
import { ManualClock } from './__testUtils__/ManualClock';
import { MemoryHubStore } from './__testUtils__/MemoryHubStore';
import { defaultCollectorSettings } from './CollectorSettings';
import { EdgeCollector } from './EdgeCollector';

const nodes = '/api/v1/nodes';

function node(name: string, ready: 'True' | 'False') {
  return {
    metadata: { name },
    status: { conditions: [{ type: 'Ready', status: ready }] },
  };
}

function answered(connection: FakeCluster): ProbeResult {
  return {
    outcome: 'answered',
    latencyMs: 7,
    version: 'v1.36.3',
    connection,
  };
}

function shortLived(): FakeCluster {
  const edge = new FakeCluster('paris');
  edge.close();
  return edge;
}

const refused: ProbeResult = { outcome: 'refused', message: 'nobody there' };

describe('EdgeCollector', () => {
  let store: MemoryHubStore;
  let clock: ManualClock;
  let probes: ProbeResult[];
  let probeCount: number;
  let hubAnswers: boolean;
  let collector: EdgeCollector | undefined;

  beforeEach(() => {
    store = new MemoryHubStore();
    clock = new ManualClock();
    probes = [];
    probeCount = 0;
    hubAnswers = true;
  });

  afterEach(async () => {
    await collector?.stop();
  });

  /** The last result of `probes` stays. */
  function start(): EdgeCollector {
    collector = EdgeCollector.start({
      cluster: 'paris',
      store,
      settings: { ...defaultCollectorSettings, clock },
      logger: mockServices.logger.mock(),
      hubAnswers: () => hubAnswers,
      probe: async () => {
        probeCount += 1;
        return (probes.length > 1 ? probes.shift() : probes[0]) ?? refused;
      },
    });
    return collector;
  }

  const until = (condition: () => boolean) => store.until(condition);

  async function nextPing(): Promise<void> {
    const reports = store.reached.length;
    await clock.pass(5_000);
    await until(() => store.reached.length > reports);
  }

  it('says what it sees over the kept connection', async () => {
    const edge = new FakeCluster('paris');
    edge.put(nodes, node('one', 'True'));
    edge.put(nodes, node('two', 'False'));
    probes = [answered(edge)];

    start();
    await until(() => store.last('paris')?.nodeCount === 2);

    expect(store.last('paris')).toEqual({
      at: expect.any(Date),
      answeredAt: expect.any(Date),
      outcome: 'answered',
      latencyMs: 7,
      kubernetesVersion: 'v1.36.3',
      nodeCount: 2,
      readyNodeCount: 1,
    });

    edge.put(nodes, node('two', 'True'));
    await until(() => store.last('paris')?.readyNodeCount === 2);
    edge.remove(nodes, 'one');
    await until(() => store.last('paris')?.nodeCount === 1);
  });

  it('asks nothing but its watch and its pings while nothing happens', async () => {
    const edge = new FakeCluster('paris');
    probes = [answered(edge)];
    start();
    await until(() => store.last('paris')?.nodeCount === 0);
    const before = edge.requests.length;

    await nextPing();
    await nextPing();
    await nextPing();

    const asked = edge.requests
      .slice(before)
      .filter(path => !path.startsWith(`${nodes}?watch=1`));
    expect(asked).toEqual(['/ping', '/ping', '/ping']);
    expect(probeCount).toBe(1);
  });

  it('goes on over a new connection when a ping is lost but a probe is answered', async () => {
    const first = new FakeCluster('paris');
    const second = new FakeCluster('paris');
    second.latencyMs = 3;
    probes = [answered(first), answered(second)];
    start();
    await until(() => store.last('paris')?.nodeCount === 0);

    first.failure = new Error('lost');
    await clock.pass(5_000);
    await until(() => probeCount === 2 && !first.isOpen);
    await clock.pass(5_000);
    await until(() => store.last('paris')?.latencyMs === 3);

    expect(store.outcomes('paris')).toEqual(['answered']);
  });

  it('probes at once when the connection ends, and again until it is answered', async () => {
    const first = new FakeCluster('paris');
    const second = new FakeCluster('paris');
    probes = [answered(first), refused, refused, answered(second)];
    start();
    await until(() => store.last('paris')?.nodeCount === 0);
    const answeredAt = store.last('paris')?.answeredAt;

    first.close();
    await until(() => store.last('paris')?.outcome === 'refused');
    expect(store.last('paris')).toMatchObject({
      detail: 'nobody there',
      answeredAt,
    });
    await clock.pass(30_000);
    await until(() => probeCount === 3);
    await clock.pass(30_000);
    await until(() => store.last('paris')?.outcome === 'answered');

    expect(store.outcomes('paris')).toEqual([
      'answered',
      'refused',
      'answered',
    ]);
  });

  it('looks again without waiting when it is nudged', async () => {
    const edge = new FakeCluster('paris');
    probes = [refused, answered(edge)];
    const running = start();
    await until(() => store.last('paris')?.outcome === 'refused');

    running.nudge();
    await until(() => store.reached.length > 1);

    expect(store.outcomes('paris')).toEqual(['refused', 'answered']);
  });

  it('asks afresh when a watch is refused, which tells a revoked token', async () => {
    const edge = new FakeCluster('paris');
    probes = [
      answered(edge),
      { outcome: 'unauthorized', message: 'answered with 401' },
    ];
    start();
    await until(() => store.last('paris')?.nodeCount === 0);

    edge.failures.set(nodes, forbidden(401));
    edge.endWatches();
    await clock.pass(5_000);

    await until(() => store.last('paris')?.outcome === 'unauthorized');
    expect(edge.isOpen).toBe(false);
  });

  it.each([
    ['refused' as const, 'hubUnreachable'],
    ['silent' as const, 'hubUnreachable'],
    ['wrongCertificate' as const, 'wrongCertificate'],
    ['unauthorized' as const, 'unauthorized'],
  ])('while the hub does not answer, %s says %s', async (outcome, expected) => {
    hubAnswers = false;
    probes = [{ outcome, message: 'no' }];

    start();
    await until(() => store.reached.length > 0);

    expect(store.outcomes('paris')).toEqual([expected]);
  });

  it('sees at once that an edge is lost again that was back for a moment only', async () => {
    probes = [refused, answered(shortLived()), refused];
    start();
    await until(() => store.last('paris')?.outcome === 'refused');

    await clock.pass(30_000);
    await until(() => store.outcomes('paris').length === 3);

    expect(store.outcomes('paris')).toEqual(['refused', 'answered', 'refused']);
  });

  it('does not spin on connections that end at once', async () => {
    probes = [answered(shortLived())];

    start();
    await until(() => store.reached.length === 2);
    await clock.pass(0);
    expect(probeCount).toBe(2);
    await clock.pass(30_000);
    await until(() => store.reached.length === 3);
  });

  it('closes its connection and writes nothing once it is stopped', async () => {
    const edge = new FakeCluster('paris');
    probes = [answered(edge)];
    const running = start();
    await until(() => store.last('paris')?.nodeCount === 0);

    await running.stop();

    expect(edge.isOpen).toBe(false);
    expect(store.outcomes('paris')).toEqual(['answered']);
  });
});
