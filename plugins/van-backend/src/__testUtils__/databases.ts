import {
  type TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';

const POSTGRES_VARIABLE =
  'BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING';

/** The databases of a test file: SQLite, and PostgreSQL where the environment names one. */
export function createTestDatabases(): TestDatabases {
  return TestDatabases.create({
    ids: ['SQLITE_3', 'POSTGRES_15'],
    disableDocker: true,
  });
}

/** Describes the same for each database. Where there is no PostgreSQL, its tests count as skipped. */
export function describeEachDatabase(
  name: string,
  define: (databaseId: TestDatabaseId) => void,
): void {
  describe(`${name}, SQLITE_3`, () => {
    define('SQLITE_3');
  });
  const hasPostgres = Boolean(process.env[POSTGRES_VARIABLE]);
  if (!hasPostgres) {
    process.stderr.write(
      `\nSKIPPED: ${name} is not tested with PostgreSQL, ${POSTGRES_VARIABLE} is not set. .ci/run starts one and sets it.\n\n`,
    );
  }
  const describeWithPostgres = hasPostgres ? describe : describe.skip;
  describeWithPostgres(`${name}, POSTGRES_15`, () => {
    define('POSTGRES_15');
  });
}
