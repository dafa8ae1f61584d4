import type { ReactNode } from 'react';
import type { StateFace } from '../../state';
import styles from './StateBadge.module.css';

/** Props of {@link StateBadge}. */
export interface StateBadgeProps {
  face: StateFace;
  /** What follows the word, such as since when. */
  detail?: ReactNode;
}

/**
 * A state: icon, word and tone. The same in tables, panels and cards.
 */
export function StateBadge(props: StateBadgeProps) {
  const { face, detail } = props;
  const Icon = face.icon;
  return (
    <span
      className={styles.badge}
      data-tone={face.tone}
      data-hatched={face.hatched}
      title={face.word}
    >
      <Icon aria-hidden="true" className={styles.icon} size={14} />
      <span className={styles.text}>
        {face.word}
        {detail}
      </span>
    </span>
  );
}
