import type {
  Freshness,
  NetworkFreshness,
} from '@vanstage/backstage-plugin-van-common';
import type { Knex } from 'knex';
import type { SourceTable } from '../store/tables';
import type { SourceName } from '../store/VanStore';

/**
 * How old, in milliseconds, what was read of a source may be before it counts as stale.
 *
 * @internal
 */
export type FreshnessPromise = Record<SourceName, number>;

/** @internal */
export async function readFreshness(
  database: Knex,
  options: { network: string; promise: FreshnessPromise; now: Date },
): Promise<NetworkFreshness> {
  const { network, promise, now } = options;
  const rows: SourceTable[] = await database<SourceTable>('van_sources').where({
    network,
  });
  const freshness = (source: SourceName) =>
    toFreshness({
      row: rows.find(row => row.source === source),
      promise: promise[source],
      now,
    });
  return { fleet: freshness('fleet'), hub: freshness('hub') };
}

function toFreshness(options: {
  row: SourceTable | undefined;
  promise: number;
  now: Date;
}): Freshness {
  const { row, promise, now } = options;
  const asOf = row?.read_at ?? undefined;
  const problem = row?.problem ?? undefined;
  const isOld =
    asOf === undefined || now.getTime() - Date.parse(asOf) > promise;
  return { asOf, stale: isOld || problem !== undefined, problem };
}
