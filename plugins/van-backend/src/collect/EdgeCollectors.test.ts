import { ClusterCredential } from '@vanstage/backstage-plugin-van-node';
import { EdgeCollectors } from './EdgeCollectors';

function credential(cluster: string, token = 'first'): ClusterCredential {
  return ClusterCredential.create({
    cluster,
    server: `https://${cluster}-kube-api.van.svc:443`,
    token,
    caPem: 'CA',
  });
}

describe('EdgeCollectors', () => {
  let log: string[];
  let edges: EdgeCollectors;

  beforeEach(() => {
    log = [];
    edges = EdgeCollectors.create({
      start: ({ cluster }) => {
        log.push(`start ${cluster}`);
        return {
          nudge: () => log.push(`nudge ${cluster}`),
          stop: async () => {
            await Promise.resolve();
            log.push(`stop ${cluster}`);
          },
        };
      },
    });
  });

  it('starts and stops as clusters come and go', async () => {
    await edges.follow([credential('paris'), credential('berlin')]);
    await edges.follow([credential('berlin'), credential('dallas')]);
    edges.nudge();
    await edges.stop();

    expect(log).toEqual([
      'start paris',
      'start berlin',
      'stop paris',
      'start dallas',
      'nudge berlin',
      'nudge dallas',
      'stop berlin',
      'stop dallas',
    ]);
  });

  it('restarts one whose credential was rotated, and no other', async () => {
    await edges.follow([credential('paris'), credential('berlin')]);
    await edges.follow([credential('paris', 'second'), credential('berlin')]);

    expect(log.slice(2)).toEqual(['stop paris', 'start paris']);
  });

  it('changes in order when it is told twice at once', async () => {
    await Promise.all([
      edges.follow([credential('paris')]),
      edges.follow([credential('paris', 'second')]),
      edges.follow([]),
    ]);

    expect(log).toEqual([
      'start paris',
      'stop paris',
      'start paris',
      'stop paris',
    ]);
  });

  it('goes on after a start that failed', async () => {
    let broken = true;
    edges = EdgeCollectors.create({
      start: () => {
        if (broken) {
          throw new Error('not now');
        }
        log.push('started');
        return { nudge: () => {}, stop: async () => {} };
      },
    });

    await expect(edges.follow([credential('paris')])).rejects.toThrow(
      'not now',
    );
    broken = false;
    await edges.follow([credential('paris')]);
    expect(log).toEqual(['started']);
  });
});
