import type { PlacementView } from '@vanstage/backstage-plugin-van-common';
import { countByState, placementCounts } from '../../sentences/placementCounts';
import { placementStates } from '../../state';
import styles from './PlacementBar.module.css';

/** So many placements are marks of their own; more become one mark with a number for each state. */
const MARKS = 8;

/** Props of {@link PlacementBar}. */
export interface PlacementBarProps {
  placements: PlacementView[];
}

/**
 * The states of an application's placements in a row: an icon for each cluster, or with many clusters a count for each
 * state.
 */
export function PlacementBar(props: PlacementBarProps) {
  const { placements } = props;
  const counts = countByState(placements);
  const single = placements.length <= MARKS;
  return (
    <span
      className={styles.bar}
      role="img"
      aria-label={placementCounts(placements)}
    >
      <span className={styles.total}>{placements.length}</span>
      {counts.map(({ state, count }) => {
        const { icon: Icon, tone, word, hatched } = placementStates[state];
        return (
          <span
            key={state}
            className={styles.group}
            data-tone={tone}
            data-hatched={hatched}
            title={`${word}: ${placements
              .filter(placement => placement.state === state)
              .map(placement => placement.cluster)
              .join(', ')}`}
          >
            {single ? (
              Array.from({ length: count }, (_, index) => (
                <Icon key={index} size={16} />
              ))
            ) : (
              <>
                <Icon size={16} />
                {count}
              </>
            )}
          </span>
        );
      })}
    </span>
  );
}
