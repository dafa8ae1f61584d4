import type { ClusterState } from '@vanstage/backstage-plugin-van-common';
import { linkFace } from './links';

function face(
  status: 'up' | 'down' | 'lost',
  states: { hub: ClusterState; paris?: ClusterState },
) {
  return linkFace(
    { from: 'paris', to: 'hub', status },
    new Map(Object.entries(states)),
  );
}

describe('linkFace', () => {
  it('is what Skupper says while both ends are reachable', () => {
    expect(face('up', { hub: 'reachable', paris: 'reachable' })).toBe('up');
    expect(face('up', { hub: 'reachable', paris: 'adaptorDown' })).toBe('up');
    expect(face('down', { hub: 'reachable', paris: 'reachable' })).toBe('down');
  });

  it('is unproven when Skupper lists a link through which nothing answers', () => {
    expect(face('up', { hub: 'reachable', paris: 'gone' })).toBe('unproven');
    expect(face('up', { hub: 'unknown', paris: 'reachable' })).toBe('unproven');
    expect(face('up', { hub: 'reachable' })).toBe('unproven');
  });

  it('keeps what Skupper says of a link that is not up', () => {
    expect(face('down', { hub: 'reachable', paris: 'gone' })).toBe('down');
    expect(face('lost', { hub: 'reachable', paris: 'gone' })).toBe('lost');
  });
});
