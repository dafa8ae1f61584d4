import type {
  ClusterState,
  Placement,
  PlanChange,
} from '@vanstage/backstage-plugin-van-common';
import { InlineCode } from '../components/InlineCode';
import { ClusterStateBadge } from '../components/StateBadge';
import { Why } from '../components/Why';
import styles from './scaffolder.module.css';

/** Props of {@link PlanPlacements}. */
export interface PlanPlacementsProps {
  title: string;
  placements: (Placement | PlanChange)[];
  /** The state of each cluster now. */
  states: ReadonlyMap<string, ClusterState>;
  showWhy?: boolean;
}

/**
 * The placements that a plan adds, removes or changes. Nothing when there are none.
 */
export function PlanPlacements(props: PlanPlacementsProps) {
  const { title, placements, states, showWhy } = props;
  if (placements.length === 0) {
    return null;
  }
  return (
    <section aria-label={title}>
      <h4 className={styles.title}>
        {title} <span className={styles.count}>{placements.length}</span>
      </h4>
      <ul className={styles.list}>
        {placements.map(placement => {
          const { application, cluster } = placement;
          const state = states.get(cluster);
          return (
            <li key={`${application} ${cluster}`}>
              <div className={styles.line}>
                <strong>{application}</strong>
                {' → '}
                <strong>{cluster}</strong>
                {state && <ClusterStateBadge state={state} />}
              </div>
              {showWhy && 'why' in placement && <Why placement={placement} />}
              {'differences' in placement && (
                <p className={styles.differences}>
                  <InlineCode text={placement.differences.join(', ')} />
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
