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
export type FreshnessPromise = Record<'fleet' | 'hub', number>;

/** How long Argo CD may take to apply rendered objects, milliseconds. */
const RENDERED_MS = 10 * 60_000;

/** @internal */
export async function readFreshness(
  database: Knex,
  options: { network: string; promise: FreshnessPromise; now: Date },
): Promise<NetworkFreshness> {
  const { network, promise, now } = options;
  const rows: SourceTable[] = await database<SourceTable>('van_sources').where({
    network,
  });
  const rowOf = (source: SourceName) => rows.find(row => row.source === source);
  const lasting = rowOf('renderedSync');
  const lastsFor =
    now.getTime() - Date.parse(lasting?.problem_since ?? now.toISOString());
  return {
    fleet: toFreshness({
      row: rowOf('fleet'),
      otherProblem:
        rowOf('rendered')?.problem ??
        (lastsFor > RENDERED_MS ? lasting?.problem : undefined),
      promise: promise.fleet,
      now,
    }),
    hub: toFreshness({ row: rowOf('hub'), promise: promise.hub, now }),
  };
}

function toFreshness(options: {
  row: SourceTable | undefined;
  otherProblem?: string | null;
  promise: number;
  now: Date;
}): Freshness {
  const { row, otherProblem, promise, now } = options;
  const asOf = row?.read_at ?? undefined;
  const problem = row?.problem ?? otherProblem ?? undefined;
  const isOld =
    asOf === undefined || now.getTime() - Date.parse(asOf) > promise;
  return { asOf, stale: isOld || problem !== undefined, problem };
}
