import type { Fleet } from '@vanstage/backstage-plugin-van-common';
import type { Knex } from 'knex';
import { canonicalJson } from './contentHash';
import { recordContact } from './recordContact';
import type { StoreChangeListener } from './StoreChange';
import type { NetworkTable } from './tables';
import type {
  ContactResult,
  FleetState,
  FleetStore,
  SourceName,
} from './VanStore';

/**
 * Keeps what the fleet repository says of each network, and tells what changed.
 *
 * @internal
 */
export class DatabaseFleetStore implements FleetStore {
  constructor(
    private readonly database: Knex,
    private readonly notify: StoreChangeListener,
  ) {}

  async replaceFleet(network: string, state: FleetState): Promise<void> {
    const { commit, fetchedAt, fleet, problems, rendering } = state;
    const changed = await this.database.transaction(async transaction => {
      const stored = await transaction<NetworkTable>('van_networks')
        .where({ network })
        .first();
      const wanted = {
        network,
        fleet_commit: fleet ? commit : stored?.fleet_commit ?? null,
        fleet: fleet ? canonicalJson(fleet) : stored?.fleet ?? null,
        problems: canonicalJson(problems),
        rendering: rendering ? canonicalJson(rendering) : null,
      };
      if (
        stored &&
        stored.fleet_commit === wanted.fleet_commit &&
        stored.fleet === wanted.fleet &&
        stored.problems === wanted.problems &&
        stored.rendering === wanted.rendering
      ) {
        return false;
      }
      await transaction('van_networks')
        .insert(wanted)
        .onConflict('network')
        .merge();
      return true;
    });
    if (changed) {
      this.notify({ network, part: 'fleet' });
    }
    await this.contact(network, 'fleet', { at: fetchedAt });
  }

  async findFleet(network: string): Promise<Fleet | undefined> {
    const stored = await this.database<NetworkTable>('van_networks')
      .where({ network })
      .first('fleet');
    return stored?.fleet ? JSON.parse(stored.fleet) : undefined;
  }

  async retainNetworks(networks: string[]): Promise<void> {
    const gone: { network: string }[] = await this.database<NetworkTable>(
      'van_networks',
    )
      .whereNotIn('network', networks)
      .whereNotNull('fleet_commit')
      .select('network');
    for (const { network } of gone) {
      await this.database<NetworkTable>('van_networks')
        .where({ network })
        .update({
          fleet: null,
          fleet_commit: null,
          problems: '[]',
          rendering: null,
        });
      this.notify({ network, part: 'fleet' });
    }
  }

  async contact(
    network: string,
    source: SourceName,
    result: ContactResult,
  ): Promise<void> {
    const { database } = this;
    if (await recordContact({ database, network, source, result })) {
      this.notify({ network, part: 'source', source });
    }
  }
}
