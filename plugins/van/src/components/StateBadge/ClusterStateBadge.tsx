import type { ClusterState } from '@vanstage/backstage-plugin-van-common';
import { clusterStates } from '../../state';
import { RelativeTime } from '../RelativeTime';
import { StateBadge } from './StateBadge';

/**
 * Props of {@link ClusterStateBadge}.
 *
 * @public
 */
export interface ClusterStateBadgeProps {
  state: ClusterState;
  /** ISO 8601: since when it is in this state. */
  since?: string;
}

/**
 * What is known of a cluster: "Gone since 14:02".
 *
 * @public
 */
export function ClusterStateBadge(props: ClusterStateBadgeProps) {
  const { state, since } = props;
  const face = clusterStates[state];
  return (
    <StateBadge
      face={face}
      detail={
        face.since &&
        since && (
          <>
            {' since '}
            <RelativeTime at={since} format="clock" />
          </>
        )
      }
    />
  );
}
