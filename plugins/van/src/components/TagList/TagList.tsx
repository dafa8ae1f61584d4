import styles from './TagList.module.css';

/** Props of {@link TagList}. */
export interface TagListProps {
  tags: string[];
  /** How many to show; the rest is a count whose tooltip names them. All when absent. */
  limit?: number;
  /** Keeps to one line, as in a table. */
  oneLine?: boolean;
  /** For screen readers, for example "Tags of paris". */
  label: string;
}

/**
 * Tags as chips.
 */
export function TagList(props: TagListProps) {
  const { tags, limit = tags.length, oneLine, label } = props;
  const shown = tags.slice(0, limit);
  const rest = tags.slice(limit);
  if (tags.length === 0) {
    return <span className={styles.none}>–</span>;
  }
  return (
    <ul className={styles.tags} data-one-line={oneLine} aria-label={label}>
      {shown.map(tag => (
        <li key={tag}>
          <Chip>{tag}</Chip>
        </li>
      ))}
      {rest.length > 0 && (
        <li className={styles.rest} title={rest.join(', ')}>
          +{rest.length}
        </li>
      )}
    </ul>
  );
}

/**
 * One tag, also inside a sentence.
 */
export function Chip(props: { children: string }) {
  return (
    <span className={styles.chip} title={props.children}>
      {props.children}
    </span>
  );
}
