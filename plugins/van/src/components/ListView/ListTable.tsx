import type { ReactNode } from 'react';
import { Table, type ColumnConfig } from '@backstage/ui';
import type { Page } from '@vanstage/backstage-plugin-van-common';
import type { ListState, ListStateChange } from '../../hooks/useListState';
import type { VanData } from '../../hooks/useVanData';
import styles from './ListView.module.css';

/** A row of a list; `id` is the thing's name. */
export interface ListRow<T> {
  id: string;
  item: T;
}

/** Props of {@link ListTable}. */
export interface ListTableProps<T> {
  columns: ColumnConfig<ListRow<T>>[];
  data: VanData<Page<T>>;
  nameOf(item: T): string;
  state: ListState;
  change(part: ListStateChange): void;
  /** What is sorted by when the URL says nothing. */
  defaultOrderBy: string;
  empty: ReactNode;
}

/**
 * One page of a list. Choosing a row opens its panel; choosing it again closes it.
 */
export function ListTable<T>(props: ListTableProps<T>) {
  const { columns, data, nameOf, state, change, defaultOrderBy, empty } = props;
  const { value } = data;
  const totalItems = value?.totalItems ?? 0;

  return (
    <Table
      className={styles.table}
      columnConfig={columns}
      data={value?.items.map(item => ({ id: nameOf(item), item }))}
      emptyState={empty}
      isPending={data.loading}
      isStale={data.outdated}
      pagination={
        totalItems > 20 || state.offset > 0
          ? {
              type: 'page',
              pageSize: state.pageSize,
              pageSizeOptions: [20, 50, 100, 500],
              offset: state.offset,
              totalCount: totalItems,
              hasNextPage: state.offset + state.pageSize < totalItems,
              hasPreviousPage: state.offset > 0,
              onNextPage: () =>
                change({ offset: state.offset + state.pageSize }),
              onPreviousPage: () =>
                change({ offset: Math.max(0, state.offset - state.pageSize) }),
              onPageSizeChange: pageSize => change({ pageSize, offset: 0 }),
            }
          : { type: 'none' }
      }
      selection={{
        mode: 'single',
        behavior: 'toggle',
        selected: state.selected ? new Set([state.selected]) : new Set(),
        onSelectionChange: keys => {
          const [selected] = keys === 'all' ? [] : [...keys];
          change({
            selected: selected === undefined ? undefined : String(selected),
          });
        },
      }}
      sort={{
        descriptor: {
          column: state.orderBy ?? defaultOrderBy,
          direction: state.order === 'desc' ? 'descending' : 'ascending',
        },
        onSortChange: descriptor =>
          change({
            orderBy: String(descriptor.column),
            order: descriptor.direction === 'descending' ? 'desc' : 'asc',
          }),
      }}
    />
  );
}
