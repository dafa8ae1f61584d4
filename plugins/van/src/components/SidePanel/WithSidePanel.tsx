import type { ReactNode } from 'react';
import styles from './SidePanel.module.css';

/** Props of {@link WithSidePanel}. */
export interface WithSidePanelProps {
  children: ReactNode;
  /** Nothing, or a panel. */
  panel: ReactNode;
}

/**
 * Puts a panel beside its content; below it where the page is narrow.
 */
export function WithSidePanel(props: WithSidePanelProps) {
  const { children, panel } = props;
  return (
    <div className={styles.columns} data-open={Boolean(panel)}>
      <div className={styles.content}>{children}</div>
      {panel}
    </div>
  );
}
