import { acmeFleet } from '../__testUtils__/fleet';
import { hubSiteRow, listenerRow, secretRows } from '../__testUtils__/rows';
import { createContext } from './createContext';
import type { ContextRows } from './NetworkContext';

const now = new Date('2026-11-23T04:00:00.000Z');
const lostAt = '2026-11-23T03:00:30.000Z';

/** What is stored of a network in which connections to paris are refused. */
function rows(changes: Partial<ContextRows> = {}): ContextRows {
  return {
    network: 'acme',
    fleet: acmeFleet(),
    secrets: secretRows('paris'),
    listeners: [{ ...listenerRow('paris', false), lostAt }],
    sites: [hubSiteRow()],
    hubRead: true,
    reachability: [{ cluster: 'paris', outcome: 'refused' }],
    clusters: [],
    links: [],
    ...changes,
  };
}

function paris(changes: Partial<ContextRows> = {}) {
  return createContext(rows(changes), {
    placements: [],
    now,
  }).clusters.get('paris');
}

describe('createContext', () => {
  it('believes Skupper since when an edge is gone that was gone before anybody here looked', () => {
    expect(paris()).toMatchObject({ state: 'gone', since: lostAt });
  });

  it('waits for an edge that Skupper never had', () => {
    expect(paris({ listeners: [listenerRow('paris', false)] })).toMatchObject({
      state: 'waitingToJoin',
      since: now.toISOString(),
    });
  });

  it('believes the probe since when an edge is gone that it has seen', () => {
    expect(
      paris({
        reachability: [
          {
            cluster: 'paris',
            outcome: 'refused',
            answeredAt: '2026-11-23T03:59:30.000Z',
          },
        ],
      }),
    ).toMatchObject({ state: 'gone', since: now.toISOString() });
  });

  it('keeps the time of a state that goes on', () => {
    const since = '2026-11-20T00:00:00.000Z';
    expect(
      paris({ clusters: [{ name: 'paris', state: 'gone', since }] }),
    ).toMatchObject({ state: 'gone', since });
  });
});
