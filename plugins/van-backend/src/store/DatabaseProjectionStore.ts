import type { VanSignal } from '@vanstage/backstage-plugin-van-common';
import type { Knex } from 'knex';
import type { ContextRows } from '../project/NetworkContext';
import type {
  PlacementSelection,
  Projection,
  ProjectionStore,
  StoredPlacement,
} from '../project/ProjectionStore';
import { readContext } from './readContext';
import type { ApplicationRow } from './rows';
import type { HubRowTable, NetworkTable, PlacementTable } from './tables';
import { selectPlacements, writeProjection } from './writeProjection';

/** SQLite takes some thousand bound values in a statement. */
const KEYS_PER_STATEMENT = 500;

/**
 * Reads what projections are made of and keeps what they make.
 *
 * @internal
 */
export class DatabaseProjectionStore implements ProjectionStore {
  constructor(private readonly database: Knex) {}

  async listNetworks(): Promise<string[]> {
    const rows: { network: string }[] = await this.database
      .select('network')
      .from('van_networks')
      .union([
        this.database.select('network').from('van_hub_rows'),
        this.database.select('network').from('van_reachability'),
      ]);
    return rows.map(({ network }) => network);
  }

  async readContext(network: string): Promise<ContextRows> {
    return readContext(this.database, network);
  }

  async readApplicationRows(
    network: string,
    keys?: string[],
  ): Promise<ApplicationRow[]> {
    const query = () =>
      this.database<HubRowTable>('van_hub_rows')
        .where({ network, kind: 'application' })
        .orderBy('key')
        .select('row');
    const rows: Pick<HubRowTable, 'row'>[] = [];
    if (keys) {
      for (const some of chunks(keys)) {
        rows.push(...(await query().whereIn('key', some)));
      }
    } else {
      rows.push(...(await query()));
    }
    return rows.map((row): ApplicationRow => JSON.parse(row.row));
  }

  async readPlacements(
    network: string,
    selection: PlacementSelection,
  ): Promise<StoredPlacement[]> {
    const placements: StoredPlacement[] = [];
    for (const some of splitSelection(selection)) {
      const rows: PlacementTable[] = await selectPlacements({
        query: this.database('van_placements'),
        network,
        selection: some,
      });
      placements.push(...rows.map(toPlacement));
    }
    return placements;
  }

  async write(
    network: string,
    projection: Projection,
    options: { now: Date },
  ): Promise<boolean> {
    return this.database.transaction(async transaction => {
      await lockNetwork(transaction, network);
      return writeProjection({
        transaction,
        network,
        projection,
        now: options.now,
      });
    });
  }

  async readVersions(): Promise<VanSignal[]> {
    return this.database<NetworkTable>('van_networks')
      .where('version', '>', 0)
      .select('network', 'version');
  }

  async bumpVersion(network: string): Promise<number> {
    return this.database.transaction(async transaction => {
      await lockNetwork(transaction, network);
      await transaction('van_networks')
        .where({ network })
        .increment('version', 1);
      const row = await transaction<NetworkTable>('van_networks')
        .where({ network })
        .first('version');
      return row?.version ?? 0;
    });
  }
}

/** Replicas write a network's projections one after the other, so that none opens a history twice. */
async function lockNetwork(
  transaction: Knex.Transaction,
  network: string,
): Promise<void> {
  await transaction('van_networks')
    .insert({ network, version: 0 })
    .onConflict('network')
    .ignore();
  await transaction<NetworkTable>('van_networks')
    .where({ network })
    .forUpdate()
    .first('network');
}

function splitSelection(selection: PlacementSelection): PlacementSelection[] {
  if (selection === 'all') {
    return [selection];
  }
  if ('argoKeys' in selection) {
    return chunks(selection.argoKeys).map(argoKeys => ({ argoKeys }));
  }
  if ('clusters' in selection) {
    return chunks(selection.clusters).map(clusters => ({ clusters }));
  }
  return chunks(selection.pairs).map(pairs => ({ pairs }));
}

function chunks<T>(values: T[]): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < values.length; start += KEYS_PER_STATEMENT) {
    parts.push(values.slice(start, start + KEYS_PER_STATEMENT));
  }
  return parts;
}

function toPlacement(row: PlacementTable): StoredPlacement {
  const { view } = row;
  const { state }: { state: StoredPlacement['state'] } = JSON.parse(view);
  return {
    application: row.application,
    cluster: row.cluster,
    argoKey: row.argo_key ?? undefined,
    state,
    since: row.since,
    seenHealth: row.seen_health ?? undefined,
  };
}
