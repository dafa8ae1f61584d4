import type { TopologyLink } from '@vanstage/backstage-plugin-van-common';

/** A link's status as people say it. */
export const linkWords: Record<TopologyLink['status'], string> = {
  up: 'Up',
  down: 'Down',
  lost: 'Lost',
};

/** What a link's status means. */
export const linkMeanings: Record<TopologyLink['status'], string> = {
  up: 'Skupper lists the link as up',
  down: 'Skupper lists the link as down',
  lost: 'Skupper no longer lists the link',
};
