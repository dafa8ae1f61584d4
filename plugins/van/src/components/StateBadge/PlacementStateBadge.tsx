import type { PlacementView } from '@vanstage/backstage-plugin-van-common';
import { placementStates } from '../../state';
import { RelativeTime } from '../RelativeTime';
import { StateBadge } from './StateBadge';

/**
 * Props of {@link PlacementStateBadge}.
 *
 * @public
 */
export type PlacementStateBadgeProps = Pick<
  PlacementView,
  'state' | 'lastSeen'
>;

/**
 * The state of an application on a cluster: "Unknown · last seen Healthy 14:02".
 *
 * @public
 */
export function PlacementStateBadge(props: PlacementStateBadgeProps) {
  const { state, lastSeen } = props;
  return (
    <StateBadge
      face={placementStates[state]}
      detail={
        state === 'unknown' &&
        lastSeen && (
          <>
            {` · last seen ${lastSeen.health} `}
            <RelativeTime at={lastSeen.at} format="clock" />
          </>
        )
      }
    />
  );
}
