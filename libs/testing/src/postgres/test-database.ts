import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** The variable in which the test run leaves the URL of its PostgreSQL. */
export const TEST_POSTGRES_URL = 'BALUARTE_TEST_POSTGRES_URL';

/** An empty database of its own for one test file. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/**
 * Creates a database on the PostgreSQL of this test run.
 *
 * @param serverUrl another server, if the test has one of its own
 * @throws Error when the project's Jest configuration does not ask for PostgreSQL
 */
export async function createTestDatabase(serverUrl = process.env[TEST_POSTGRES_URL]): Promise<TestDatabase> {
  if (serverUrl === undefined)
    throw new Error(`${TEST_POSTGRES_URL} is not set: give \`postgres: true\` in jest.config.mjs.`);
  const name = `test_${randomBytes(6).toString('hex')}`;
  await run(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = name;
  return { url: url.href, drop: () => run(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function run(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
