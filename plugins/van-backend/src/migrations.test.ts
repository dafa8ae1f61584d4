import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import {
  createTestDatabases,
  describeEachDatabase,
} from './__testUtils__/databases';

const MIGRATIONS = {
  directory: resolvePackagePath(
    '@vanstage/backstage-plugin-van-backend',
    'migrations',
  ),
};

const TABLES = [
  'van_networks',
  'van_sources',
  'van_hub_rows',
  'van_reachability',
  'van_reachability_history',
  'van_clusters',
  'van_applications',
  'van_placements',
  'van_rules',
  'van_tags',
  'van_links',
];

async function existingTables(knex: Knex): Promise<string[]> {
  const exists = await Promise.all(
    TABLES.map(table => knex.schema.hasTable(table)),
  );
  return TABLES.filter((_table, index) => exists[index]);
}

const databases = createTestDatabases();

describeEachDatabase('migrations', databaseId => {
  it('go up, down and up again', async () => {
    const knex = await databases.init(databaseId);

    await knex.migrate.latest(MIGRATIONS);
    expect(await existingTables(knex)).toEqual(TABLES);

    await knex.migrate.rollback(MIGRATIONS, true);
    expect(await existingTables(knex)).toEqual([]);

    await knex.migrate.latest(MIGRATIONS);
    expect(await existingTables(knex)).toEqual(TABLES);
  });
});
