import { useNow } from '../../hooks/useNow';
import { clockTime, exactTime, relativeTime } from '../../sentences/time';

/** Props of {@link RelativeTime}. */
export interface RelativeTimeProps {
  /** ISO 8601. */
  at: string;
  /** `relative` says "4 min ago", `clock` says "14:02". */
  format?: 'relative' | 'clock';
}

/**
 * A time as people say it; exact on hover and for screen readers.
 */
export function RelativeTime(props: RelativeTimeProps) {
  const { at, format = 'relative' } = props;
  const now = useNow();
  const text = format === 'clock' ? clockTime(at, now) : relativeTime(at, now);
  return (
    <time dateTime={at} title={exactTime(at)}>
      {text}
    </time>
  );
}
