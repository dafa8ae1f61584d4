import { ProgressBar } from './ProgressBar';
import styles from './ProgressBar.module.css';

/** Props of {@link RefreshBar}. */
export interface RefreshBarProps {
  refreshing: boolean;
  /** What is asked for again, as it stands inside a sentence: "the clusters". */
  what: string;
}

/**
 * A thin bar above what is being asked for again. It appears when that takes longer than a moment and takes no place of
 * its own; the element around it is positioned.
 */
export function RefreshBar(props: RefreshBarProps) {
  const { refreshing, what } = props;
  if (!refreshing) {
    return null;
  }
  return (
    <div className={styles.refresh}>
      <ProgressBar label={`Refreshing ${what}`} />
    </div>
  );
}
