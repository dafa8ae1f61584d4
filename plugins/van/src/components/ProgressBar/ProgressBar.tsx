import LinearProgress from '@material-ui/core/LinearProgress';
import styles from './ProgressBar.module.css';

/** Props of {@link ProgressBar}. */
export interface ProgressBarProps {
  /** What is going on, for screen readers: "Working out the plan". */
  label: string;
}

/**
 * Something is going on whose end is not known. It stands still for those who want no motion.
 */
export function ProgressBar(props: ProgressBarProps) {
  return (
    <div className={styles.bar}>
      <LinearProgress aria-label={props.label} />
    </div>
  );
}
