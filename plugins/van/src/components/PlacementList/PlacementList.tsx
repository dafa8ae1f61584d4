import { Text } from '@backstage/ui';
import type { PlacementView } from '@vanstage/backstage-plugin-van-common';
import { PLACEMENT_STATES } from '../../state';
import { PlacementItem } from './PlacementItem';
import styles from './PlacementList.module.css';

/** Props of {@link PlacementList}. */
export interface PlacementListProps {
  title: string;
  /** Level of the title below what stands above; 3 when absent. */
  level?: 3 | 4;
  placements: PlacementView[];
  /** What a placement is called here: its cluster, or its application. */
  nameOf(placement: PlacementView): string;
  hrefOf(placement: PlacementView): string;
  emptyText: string;
}

/**
 * Placements with state and why; what is wrong stands first.
 */
export function PlacementList(props: PlacementListProps) {
  const { title, level = 3, placements, nameOf, hrefOf, emptyText } = props;
  const Heading = `h${level}` as const;
  const sorted = [...placements].sort(
    (a, b) =>
      PLACEMENT_STATES.indexOf(a.state) - PLACEMENT_STATES.indexOf(b.state) ||
      nameOf(a).localeCompare(nameOf(b)),
  );
  return (
    <section aria-label={title}>
      <Heading className={styles.title}>
        {title} <span className={styles.count}>{placements.length}</span>
      </Heading>
      {sorted.length === 0 ? (
        <Text as="p" color="secondary" className={styles.empty}>
          {emptyText}
        </Text>
      ) : (
        <ul className={styles.list}>
          {sorted.map(placement => (
            <PlacementItem
              key={nameOf(placement)}
              placement={placement}
              name={nameOf(placement)}
              href={hrefOf(placement)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
