import type { Knex } from 'knex';
import { canonicalJson, contentHash } from './contentHash';
import type { HubKind, HubRowOf, ReachabilityRow } from './rows';
import { recordContact } from './recordContact';
import { recordReachability } from './recordReachability';
import type { StoreChangeListener } from './StoreChange';
import {
  IN_CLUSTER,
  type ContactResult,
  type HubStore,
  type SourceName,
} from './VanStore';
import { syncRows } from './syncRows';
import type { HubRowTable } from './tables';

/**
 * Keeps what is seen of one network's hub, and tells what changed.
 *
 * @internal
 */
export class DatabaseHubStore implements HubStore {
  constructor(
    private readonly database: Knex,
    private readonly network: string,
    private readonly notify: StoreChangeListener,
  ) {}

  async replace<K extends HubKind>(
    kind: K,
    rows: HubRowOf<K>[],
  ): Promise<void> {
    const { network } = this;
    const wanted = new Map(rows.map(row => [row.key, this.toTable(kind, row)]));
    const keys = await this.database.transaction(async transaction => {
      const stored: Pick<HubRowTable, 'key' | 'hash'>[] =
        await transaction<HubRowTable>('van_hub_rows')
          .where({ network, kind })
          .select('key', 'hash');
      const storedHashes = new Map(stored.map(row => [row.key, row.hash]));
      const changed = [
        ...[...wanted.values()]
          .filter(row => storedHashes.get(row.key) !== row.hash)
          .map(row => row.key),
        ...stored.filter(row => !wanted.has(row.key)).map(row => row.key),
      ];
      if (changed.length) {
        await syncRows({
          transaction,
          table: 'van_hub_rows',
          keys: ['network', 'kind', 'key'],
          scope: query => query.where({ network, kind }),
          rows: [...wanted.values()],
        });
      }
      return changed;
    });
    if (keys.length) {
      this.notify({ network, part: 'hub', kind, keys });
    }
  }

  async upsert<K extends HubKind>(kind: K, row: HubRowOf<K>): Promise<boolean> {
    const { network } = this;
    const { key } = row;
    const wanted = this.toTable(kind, row);
    const stored = await this.database<HubRowTable>('van_hub_rows')
      .where({ network, kind, key })
      .first('hash');
    if (stored?.hash === wanted.hash) {
      return false;
    }
    await this.database<HubRowTable>('van_hub_rows')
      .insert(wanted)
      .onConflict(['network', 'kind', 'key'])
      .merge();
    this.notify({ network, part: 'hub', kind, keys: [key] });
    return true;
  }

  async remove(kind: HubKind, key: string): Promise<void> {
    const { network } = this;
    const removed = await this.database<HubRowTable>('van_hub_rows')
      .where({ network, kind, key })
      .delete();
    if (removed) {
      this.notify({ network, part: 'hub', kind, keys: [key] });
    }
  }

  async contact(source: SourceName, result: ContactResult): Promise<void> {
    const { database, network } = this;
    if (await recordContact({ database, network, source, result })) {
      this.notify({ network, part: 'source', source });
    }
  }

  async reachability(cluster: string, row: ReachabilityRow): Promise<void> {
    const { database, network } = this;
    if (await recordReachability({ database, network, cluster, row })) {
      this.notify({ network, part: 'reachability', cluster });
    }
  }

  async loseSightOfEdges(result: { at: Date; problem: string }): Promise<void> {
    const { network } = this;
    const seen: { cluster: string }[] = await this.database('van_reachability')
      .where({ network })
      .whereNotIn('cluster', [IN_CLUSTER])
      .whereNotIn('outcome', ['hubUnreachable'])
      .select('cluster');
    for (const { cluster } of seen) {
      await this.reachability(cluster, {
        at: result.at,
        outcome: 'hubUnreachable',
        detail: result.problem,
      });
    }
  }

  private toTable<K extends HubKind>(kind: K, row: HubRowOf<K>): HubRowTable {
    return {
      network: this.network,
      kind,
      key: row.key,
      hash: contentHash(row),
      row: canonicalJson(row),
    };
  }
}
