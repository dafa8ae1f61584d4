import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { ListQuery } from '@vanstage/backstage-plugin-van-common';

/** Items on a page of a list, when the URL says nothing else. */
const DEFAULT_PAGE_SIZE = 50;

/**
 * What a list shows, as the URL says it.
 */
export interface ListState {
  search: string;
  states: string[];
  tags: string[];
  orderBy?: string;
  order: 'asc' | 'desc';
  /** From 0. */
  offset: number;
  pageSize: number;
  /** The item whose panel is open. */
  selected?: string;
}

/** Part of a list's state that a person changes at once. */
export type ListStateChange = Partial<ListState>;

function naturalNumber(text: string | null): number | undefined {
  return text && /^[1-9]\d{0,6}$/.test(text) ? Number(text) : undefined;
}

/** What a list knows; anything else in the URL is ignored. */
export interface ListVocabulary {
  sortable: string[];
  states: string[];
}

function parse(
  parameters: URLSearchParams,
  vocabulary: ListVocabulary,
): ListState {
  const sort = parameters.get('sort') ?? '';
  const orderBy = sort.replace(/^-/, '');
  const pageSize = Math.min(
    500,
    naturalNumber(parameters.get('size')) ?? DEFAULT_PAGE_SIZE,
  );
  const page = naturalNumber(parameters.get('page')) ?? 1;
  return {
    search: parameters.get('q') ?? '',
    states: parameters
      .getAll('state')
      .filter(state => vocabulary.states.includes(state)),
    tags: parameters.getAll('tag'),
    orderBy: vocabulary.sortable.includes(orderBy) ? orderBy : undefined,
    order: sort.startsWith('-') ? 'desc' : 'asc',
    offset: (page - 1) * pageSize,
    pageSize,
    selected: parameters.get('selected') ?? undefined,
  };
}

function setOne(parameters: URLSearchParams, name: string, value?: string) {
  if (value) {
    parameters.set(name, value);
  } else {
    parameters.delete(name);
  }
}

function write(parameters: URLSearchParams, state: ListState) {
  const page = Math.floor(state.offset / state.pageSize) + 1;
  setOne(parameters, 'q', state.search);
  for (const [name, values] of [
    ['state', state.states],
    ['tag', state.tags],
  ] as const) {
    parameters.delete(name);
    for (const value of values) {
      parameters.append(name, value);
    }
  }
  setOne(
    parameters,
    'sort',
    state.orderBy && `${state.order === 'desc' ? '-' : ''}${state.orderBy}`,
  );
  setOne(parameters, 'page', page > 1 ? String(page) : undefined);
  setOne(
    parameters,
    'size',
    state.pageSize === DEFAULT_PAGE_SIZE ? undefined : String(state.pageSize),
  );
  setOne(parameters, 'selected', state.selected);
}

/**
 * The state of a list, kept in the URL so that a link reproduces the view. A new filter or sort starts at the first page.
 */
export function useListState(vocabulary: ListVocabulary) {
  const [parameters, setParameters] = useSearchParams();
  const state = useMemo(
    () => parse(parameters, vocabulary),
    [parameters, vocabulary],
  );

  const change = useCallback(
    (part: ListStateChange, options?: { replace?: boolean }) => {
      setParameters(current => {
        const next = new URLSearchParams(current);
        const keepsPage = 'selected' in part || 'offset' in part;
        write(next, {
          ...parse(current, vocabulary),
          ...(keepsPage ? {} : { offset: 0 }),
          ...part,
        });
        return next;
      }, options);
    },
    [setParameters, vocabulary],
  );

  const query: ListQuery = useMemo(
    () => ({
      offset: state.offset,
      limit: state.pageSize,
      search: state.search || undefined,
      states: state.states,
      tags: state.tags,
      orderBy: state.orderBy,
      order: state.orderBy ? state.order : undefined,
    }),
    [state],
  );

  return { state, query, change };
}
