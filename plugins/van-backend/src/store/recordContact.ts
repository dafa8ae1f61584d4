import type { Knex } from 'knex';
import type { SourceTable } from './tables';
import type { ContactResult, SourceName } from './VanStore';

/** Answers closer together than this, in milliseconds, are one: a busy watch would else write without end. */
const RESOLUTION_MS = 5_000;

/**
 * Stores that a source answered or failed.
 *
 * @returns whether that is news: a problem appeared, is another one, or is over
 * @internal
 */
export async function recordContact(options: {
  database: Knex;
  network: string;
  source: SourceName;
  result: ContactResult;
}): Promise<boolean> {
  const { database, network, source, result } = options;
  const at = result.at.toISOString();
  const stored = await database<SourceTable>('van_sources')
    .where({ network, source })
    .first();
  const problem = 'problem' in result ? result.problem : null;
  const isNews = !stored || stored.problem !== problem;
  if (!isNews && !isWorthWriting(stored, result)) {
    return false;
  }
  await database<SourceTable>('van_sources')
    .insert({
      network,
      source,
      read_at: problem === null ? at : stored?.read_at ?? null,
      problem,
      problem_since: problem === null ? null : stored?.problem_since ?? at,
    })
    .onConflict(['network', 'source'])
    .merge();
  return isNews;
}

function isWorthWriting(stored: SourceTable, result: ContactResult): boolean {
  if ('problem' in result) {
    return false;
  }
  return (
    stored.read_at === null ||
    result.at.getTime() - Date.parse(stored.read_at) >= RESOLUTION_MS
  );
}
