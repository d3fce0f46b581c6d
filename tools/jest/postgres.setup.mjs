import { PostgresServer, TEST_POSTGRES_URL } from '@baluarte/testing';

/** Starts one PostgreSQL for the whole run of a project; each test file makes databases of its own on it. */
export default async function startPostgresForTests() {
  const server = await PostgresServer.start();
  process.env[TEST_POSTGRES_URL] = server.url();
  globalThis.__baluartePostgres = server;
}
