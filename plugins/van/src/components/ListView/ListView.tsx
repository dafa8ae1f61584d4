import { useMemo, type ReactNode } from 'react';
import { Text, type ColumnConfig } from '@backstage/ui';
import type {
  ListQuery,
  Page,
  VanApi,
} from '@vanstage/backstage-plugin-van-common';
import { useListState } from '../../hooks/useListState';
import { useVanData } from '../../hooks/useVanData';
import { EmptyState, type EmptyStateProps } from '../EmptyState';
import { ErrorNotice } from '../ErrorNotice';
import { FreshnessNotice } from '../FreshnessNotice';
import { RefreshBar } from '../ProgressBar';
import { SidePanel, WithSidePanel } from '../SidePanel';
import { ListTable, type ListRow } from './ListTable';
import { ListToolbar, type FilterOption } from './ListToolbar';
import styles from './ListView.module.css';

/** Props of {@link ListView}. */
export interface ListViewProps<T> {
  network: string;
  /** What is listed: one and many, for example `['cluster', 'clusters']`. */
  words: [string, string];
  columns: ColumnConfig<ListRow<T>>[];
  load(api: VanApi, query: ListQuery): Promise<Page<T>>;
  nameOf(item: T): string;
  defaultOrderBy: string;
  stateOptions?: FilterOption[];
  tagOptions?: FilterOption[];
  /** Columns that make room while a panel is open. */
  secondaryColumns?: string[];
  /** Said when the network has none at all. */
  empty: EmptyStateProps;
  /** The panel of a chosen item. `item` is undefined when it is not on this page. */
  panel?: {
    /** Absent: the thing has no page of its own. */
    hrefOf?(name: string): string;
    render(name: string, item?: T): ReactNode;
  };
}

/**
 * A list that is paged, filtered and sorted by the backend, with a panel for the chosen item. Its state is the URL's.
 */
export function ListView<T>(props: ListViewProps<T>) {
  const { network, words, columns, load, nameOf, panel, stateOptions } = props;
  const { secondaryColumns } = props;
  const [one, many] = words;
  const vocabulary = useMemo(
    () => ({
      sortable: columns.filter(({ isSortable }) => isSortable).map(c => c.id),
      states: stateOptions?.map(option => option.id) ?? [],
    }),
    [columns, stateOptions],
  );
  const { state, query, change } = useListState(vocabulary);
  const data = useVanData({
    network,
    subject: `${network}/${many}`,
    question: JSON.stringify(query),
    load: api => load(api, query),
  });

  const filtered =
    state.search !== '' || state.states.length > 0 || state.tags.length > 0;
  const { value, error } = data;
  const { selected } = state;
  const shownColumns = useMemo(
    () =>
      selected
        ? columns.filter(({ id }) => !secondaryColumns?.includes(id))
        : columns,
    [columns, secondaryColumns, selected],
  );

  return (
    <WithSidePanel
      panel={
        panel &&
        selected && (
          <SidePanel
            title={selected}
            href={panel.hrefOf?.(selected)}
            onClose={() => change({ selected: undefined })}
          >
            {panel.render(
              selected,
              value?.items.find(item => nameOf(item) === selected),
            )}
          </SidePanel>
        )
      }
    >
      <RefreshBar refreshing={data.refreshing} what={`the ${many}`} />
      {value && <FreshnessNotice freshness={value.freshness} />}
      {error && (
        <ErrorNotice
          title={`The ${many} could not be ${value ? 'refreshed' : 'loaded'}`}
          error={error}
          stillWorks={
            value && 'What is shown is what was last read; it can be browsed.'
          }
          onRetry={data.retry}
        />
      )}
      <div className={styles.bar}>
        <ListToolbar
          what={many}
          state={state}
          change={change}
          stateOptions={stateOptions}
          tagOptions={props.tagOptions}
        />
        {value && (
          <Text
            as="p"
            variant="body-small"
            color="secondary"
            className={styles.count}
            role="status"
          >
            {value.totalItems} {value.totalItems === 1 ? one : many}
            {filtered && ' match'}
            {filtered && value.totalItems === 1 && 'es'}
          </Text>
        )}
      </div>
      {(value || !error) && (
        <ListTable
          columns={shownColumns}
          data={data}
          nameOf={nameOf}
          state={state}
          change={change}
          defaultOrderBy={props.defaultOrderBy}
          empty={
            filtered ? (
              <EmptyState
                title={`No ${one} matches`}
                description="Clear or change the filters to see more."
              />
            ) : (
              <EmptyState {...props.empty} />
            )
          }
        />
      )}
    </WithSidePanel>
  );
}
