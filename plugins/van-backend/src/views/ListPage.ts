import type { Knex } from 'knex';

/**
 * What of a list is wanted. Values are checked where they come in.
 *
 * @internal
 */
export interface ListOptions {
  offset?: number;
  limit?: number;
  search?: string;
  tags?: string[];
  orderBy?: string;
  order?: 'asc' | 'desc';
}

/** @internal */
export interface ListPage<T> {
  items: T[];
  totalItems: number;
}

const DEFAULT_LIMIT = 50;

/**
 * Counts what a query finds and reads one page of it.
 *
 * @param options - `columns`: the SQL column of each sortable field; the first one is the default and settles ties
 * @internal
 */
export async function readPage<Row>(options: {
  query: Knex.QueryBuilder;
  select: (string | Knex.Raw)[];
  columns: Record<string, string>;
  list: ListOptions;
}): Promise<ListPage<Row>> {
  const { query, select, columns, list } = options;
  const [defaultColumn] = Object.values(columns);
  const column = columns[list.orderBy ?? ''] ?? defaultColumn;
  const direction = list.order === 'desc' ? 'desc' : 'asc';
  const counted: { total: number | string }[] = await query
    .clone()
    .count({ total: '*' });
  const items: Row[] = await query
    .clone()
    .select(select)
    // The databases disagree on where an absent value goes; here it always comes last.
    .orderByRaw('case when ?? is null then 1 else 0 end', [column])
    .orderBy([
      { column, order: direction },
      { column: defaultColumn, order: 'asc' },
    ])
    .offset(list.offset ?? 0)
    .limit(list.limit ?? DEFAULT_LIMIT);
  return { items, totalItems: Number(counted[0].total) };
}

/**
 * Narrows a query to rows of which `search` is part of the search text and that have all of the tags.
 *
 * @param options - `alias`: the table's name in the query
 * @internal
 */
export function filterRows(options: {
  query: Knex.QueryBuilder;
  alias: string;
  kind: 'cluster' | 'application' | 'rule';
  list: ListOptions;
}): Knex.QueryBuilder {
  const { query, alias, kind, list } = options;
  let filtered = query;
  if (list.search) {
    filtered = filtered.whereRaw(`?? like ? escape '!'`, [
      `${alias}.search`,
      `%${list.search.toLowerCase().replace(/[!%_]/g, '!$&')}%`,
    ]);
  }
  for (const tag of list.tags ?? []) {
    filtered = filtered.whereExists(tags =>
      tags
        .from('van_tags')
        .whereRaw('?? = ??', ['van_tags.network', `${alias}.network`])
        .whereRaw('?? = ??', ['van_tags.name', `${alias}.name`])
        .where({ 'van_tags.kind': kind, 'van_tags.tag': tag }),
    );
  }
  return filtered;
}
