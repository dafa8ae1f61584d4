import type { ReactNode } from 'react';
import { RiArrowRightSLine } from '@remixicon/react';
import styles from './Details.module.css';

/** Props of {@link Details}. */
export interface DetailsProps {
  summary: string;
  children: ReactNode;
}

/**
 * What most people need not see, behind a line that opens.
 */
export function Details(props: DetailsProps) {
  return (
    <details className={styles.details}>
      <summary>
        <RiArrowRightSLine aria-hidden="true" size={16} />
        {props.summary}
      </summary>
      <div className={styles.content}>{props.children}</div>
    </details>
  );
}
