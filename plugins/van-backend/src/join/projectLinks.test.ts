import type { TopologyLink } from '@vanstage/backstage-plugin-van-common';
import {
  hubSiteRow,
  listenerRow,
  networkStatusRow,
  secretRows,
} from '../__testUtils__/rows';
import type { NetworkStatusRow } from '../store';
import { identifyClusters } from './identifyClusters';
import { projectLinks } from './projectLinks';

const EDGES = ['berlin', 'paris'];
const THEN = new Date('2026-11-22T14:00:00.000Z');
const NOW = new Date('2026-11-22T14:02:00.000Z');

const whole = networkStatusRow(EDGES);

function project(
  networkStatus: NetworkStatusRow | undefined,
  previous: TopologyLink[] = [],
  now = NOW,
): TopologyLink[] {
  const clusters = identifyClusters({
    declared: [],
    skupperNamespace: 'van',
    secrets: EDGES.flatMap(secretRows),
    listeners: EDGES.map(edge => listenerRow(edge)),
    sites: [hubSiteRow()],
    networkStatus,
  });
  return projectLinks({ clusters, networkStatus, previous, now });
}

function withLinks(
  ...links: NetworkStatusRow['sites'][number]['links']
): NetworkStatusRow {
  return {
    ...whole,
    sites: whole.sites.map(site =>
      site.name === 'paris' ? { ...site, links } : site,
    ),
  };
}

describe('projectLinks', () => {
  it('draws each link from the site that dials to the one that accepts', () => {
    expect(project(whole)).toEqual(
      EDGES.map(from => ({
        from,
        to: 'in-cluster',
        status: 'up',
        cost: 1,
        since: NOW.toISOString(),
      })),
    );
  });

  it('keeps since when a link stays as it is, and the link when its site vanishes', () => {
    const before = project(whole, [], THEN);

    const after = project(networkStatusRow(['berlin']), before);

    expect(after).toEqual([
      expect.objectContaining({ from: 'berlin', since: THEN.toISOString() }),
      {
        from: 'paris',
        to: 'in-cluster',
        status: 'lost',
        cost: 1,
        since: NOW.toISOString(),
      },
    ]);
  });

  it('knows a link that is down by its last peer, and none that never had one', () => {
    const down = { name: 'hub', status: 'down', cost: 2 };

    expect(project(withLinks({ ...down, peer: 'xms4z:2' }))).toContainEqual(
      expect.objectContaining({ from: 'paris', status: 'down', cost: 2 }),
    );
    expect(project(withLinks(down)).map(({ from }) => from)).toEqual([
      'berlin',
    ]);
  });

  it('takes the best of several links', () => {
    const status = withLinks(
      { name: 'first', status: 'down', peer: 'xms4z:1' },
      { name: 'second', status: 'up', peer: 'xms4z:2', cost: 3 },
      { name: 'third', status: 'down', peer: 'xms4z:2' },
    );

    expect(project(status)).toContainEqual(
      expect.objectContaining({ from: 'paris', status: 'up', cost: 3 }),
    );
  });

  it('forgets nothing while Skupper has not been read', () => {
    const before = project(whole, [], THEN);

    expect(project(undefined, before)).toEqual(before);
  });
});
