import type { Knex } from 'knex';
import { compareText } from './contentHash';
import type { Column, TableRow } from './tables';

/** SQLite takes some thousand bound values in a statement; the widest table has twelve columns. */
const ROWS_PER_STATEMENT = 50;

/**
 * Makes the rows of a table that are in scope equal to the given ones, and writes only what differs.
 *
 * @returns how many rows were inserted, updated or deleted
 * @internal
 */
export async function syncRows(options: {
  transaction: Knex.Transaction;
  table: string;
  /** The columns of the primary key. */
  keys: string[];
  /** Which stored rows are compared; those that are not in `rows` are deleted. */
  scope: (query: Knex.QueryBuilder) => Knex.QueryBuilder;
  rows: TableRow[];
}): Promise<number> {
  const { transaction, table, keys, scope, rows } = options;
  const stored: TableRow[] = await scope(transaction(table).select('*'));
  const storedByKey = new Map(stored.map(row => [keyOf(row, keys), row]));
  const wantedKeys = new Set(rows.map(row => keyOf(row, keys)));

  const written = rows
    .filter(row => !isEqual(row, storedByKey.get(keyOf(row, keys))))
    .sort((a, b) => compareText(keyOf(a, keys), keyOf(b, keys)));
  for (let start = 0; start < written.length; start += ROWS_PER_STATEMENT) {
    await transaction(table)
      .insert(written.slice(start, start + ROWS_PER_STATEMENT))
      .onConflict(keys)
      .merge();
  }

  const removed = stored.filter(row => !wantedKeys.has(keyOf(row, keys)));
  for (const row of removed) {
    await transaction(table)
      .where(Object.fromEntries(keys.map(key => [key, row[key]])))
      .delete();
  }
  return written.length + removed.length;
}

function keyOf(row: TableRow, keys: string[]): string {
  return JSON.stringify(keys.map(key => row[key]));
}

function isEqual(row: TableRow, stored: TableRow | undefined): boolean {
  return (
    stored !== undefined &&
    Object.entries(row).every(
      ([column, value]: [string, Column]) => stored[column] === value,
    )
  );
}
