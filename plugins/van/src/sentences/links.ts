import type {
  ClusterState,
  TopologyLink,
} from '@vanstage/backstage-plugin-van-common';
import { REACHABLE_STATES } from '../state';

/** A link's status as people say it. */
export const linkWords: Record<TopologyLink['status'], string> = {
  up: 'Up',
  down: 'Down',
  lost: 'Lost',
};

/**
 * How a link is drawn: as Skupper says it is, or as `unproven` where Skupper says that it is up and nothing answers
 * through it.
 */
export type LinkFace = TopologyLink['status'] | 'unproven';

/** What the face of a link means. */
export const linkMeanings: Record<LinkFace, string> = {
  up: 'Skupper lists the link as up',
  unproven: 'Skupper lists the link as up, but not both ends are reachable',
  down: 'Skupper lists the link as down',
  lost: 'Skupper no longer lists the link',
};

/**
 * The face of a link between clusters in these states. Skupper lists a link for a while after its end is gone.
 */
export function linkFace(
  link: TopologyLink,
  states: ReadonlyMap<string, ClusterState>,
): LinkFace {
  const isProven = [link.from, link.to].every(cluster => {
    const state = states.get(cluster);
    return state !== undefined && REACHABLE_STATES.includes(state);
  });
  return link.status === 'up' && !isProven ? 'unproven' : link.status;
}
