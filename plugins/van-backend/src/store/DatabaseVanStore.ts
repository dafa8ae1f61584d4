import {
  type DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { ProjectionStore } from '../project/ProjectionStore';
import { DatabaseFleetStore } from './DatabaseFleetStore';
import { DatabaseHubStore } from './DatabaseHubStore';
import { DatabaseProjectionStore } from './DatabaseProjectionStore';
import type { StoreChange, StoreChangeListener } from './StoreChange';
import type { FleetStore, HubStore } from './VanStore';

const MIGRATIONS = resolvePackagePath(
  '@vanstage/backstage-plugin-van-backend',
  'migrations',
);

/**
 * Vanstage's tables in the plugin's database.
 *
 * @internal
 */
export class DatabaseVanStore {
  readonly fleet: FleetStore;
  readonly projection: ProjectionStore;

  private readonly listeners = new Set<StoreChangeListener>();

  private constructor(
    /** For the views, which only read. */
    readonly database: Knex,
  ) {
    this.fleet = new DatabaseFleetStore(database, this.notify);
    this.projection = new DatabaseProjectionStore(database);
  }

  /** Brings the tables up to date, unless the database service is told to skip that. */
  static async create(options: {
    database: DatabaseService;
  }): Promise<DatabaseVanStore> {
    const database = await options.database.getClient();
    if (!options.database.migrations?.skip) {
      await database.migrate.latest({ directory: MIGRATIONS });
    }
    return new DatabaseVanStore(database);
  }

  /** What the collectors of one network's hub write to. */
  hub(network: string): HubStore {
    return new DatabaseHubStore(this.database, network, this.notify);
  }

  /** Calls the listener after every write that changed something. */
  onChange(listener: StoreChangeListener): void {
    this.listeners.add(listener);
  }

  private readonly notify = (change: StoreChange): void => {
    for (const listener of this.listeners) {
      listener(change);
    }
  };
}
