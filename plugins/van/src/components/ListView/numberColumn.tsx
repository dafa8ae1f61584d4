import { Cell, Column, type ColumnConfig } from '@backstage/ui';
import type { ListRow } from './ListTable';
import styles from './ListView.module.css';

/** Options of {@link numberColumn}. */
export interface NumberColumnOptions<T> {
  id: string;
  label: string;
  /** Pixels. */
  width: number;
  /** True when absent. */
  isSortable?: boolean;
  value(item: T): string | number | undefined;
}

/**
 * A column of numbers, aligned on the right.
 */
export function numberColumn<T>(
  options: NumberColumnOptions<T>,
): ColumnConfig<ListRow<T>> {
  const { id, label, width, isSortable = true, value } = options;
  return {
    id,
    label,
    header: () => (
      <Column
        id={id}
        allowsSorting={isSortable}
        className={styles.numberHeader}
        width={width}
      >
        {label}
      </Column>
    ),
    isSortable,
    cell: ({ item }) => (
      <Cell className={styles.number}>{value(item) ?? '–'}</Cell>
    ),
  };
}
