import { useEffect, useState } from 'react';
import { Button, SearchField, Select } from '@backstage/ui';
import useDebounce from 'react-use/esm/useDebounce';
import type { ListState, ListStateChange } from '../../hooks/useListState';
import styles from './ListView.module.css';

/** How long typing rests before the list is asked for, in milliseconds. */
const SEARCH_DELAY = 250;

/** What can be chosen in a filter. */
export interface FilterOption {
  id: string;
  label: string;
}

/** Props of {@link ListToolbar}. */
export interface ListToolbarProps {
  /** What is listed, for example "clusters". */
  what: string;
  state: ListState;
  change(part: ListStateChange, options?: { replace?: boolean }): void;
  stateOptions?: FilterOption[];
  tagOptions?: FilterOption[];
}

/** What is filtered for stays choosable when nothing has it at the moment. */
function withChosen(options: FilterOption[], chosen: string[]) {
  const known = new Set(options.map(option => option.id));
  return [
    ...options,
    ...chosen.filter(id => !known.has(id)).map(id => ({ id, label: id })),
  ];
}

/**
 * Search and filters of a list.
 */
export function ListToolbar(props: ListToolbarProps) {
  const { what, state, change, stateOptions, tagOptions } = props;
  const [search, setSearch] = useState(state.search);

  // Going back changes the URL, and the box follows.
  useEffect(() => setSearch(state.search), [state.search]);
  useDebounce(
    () => {
      if (search !== state.search) {
        change({ search }, { replace: true });
      }
    },
    SEARCH_DELAY,
    [search],
  );

  const filtered =
    state.search !== '' || state.states.length > 0 || state.tags.length > 0;

  return (
    <div className={styles.toolbar} role="search" aria-label={`Find ${what}`}>
      <SearchField
        aria-label={`Search ${what}`}
        className={styles.search}
        placeholder="Name or tag"
        size="small"
        value={search}
        onChange={setSearch}
      />
      {stateOptions && (
        <Select
          aria-label="State"
          className={styles.filter}
          options={withChosen(stateOptions, state.states)}
          placeholder="Any state"
          selectionMode="multiple"
          size="small"
          value={state.states}
          onChange={keys => change({ states: keys.map(String) })}
        />
      )}
      {tagOptions && (
        <Select
          aria-label="Tags"
          className={styles.filter}
          options={withChosen(tagOptions, state.tags)}
          placeholder="Any tag"
          search={{ placeholder: 'Find a tag' }}
          selectionMode="multiple"
          size="small"
          value={state.tags}
          onChange={keys => change({ tags: keys.map(String) })}
        />
      )}
      {filtered && (
        <Button
          size="small"
          variant="tertiary"
          onPress={() => change({ search: '', states: [], tags: [] })}
        >
          Clear filters
        </Button>
      )}
    </div>
  );
}
