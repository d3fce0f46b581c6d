import pg from 'pg';
import { withSuperuser } from './connection.js';
import type { Place } from './place.js';

/**
 * Makes a database and a role of its own for each name; nobody else may connect to it. What is there stays.
 * The password is the name: these databases hold demonstration data on the loopback interface.
 */
export async function createDatabases(place: Place, port: number, names: readonly string[]): Promise<void> {
  await withSuperuser(place, port, async (client) => {
    const roles = await namesIn(client, 'SELECT rolname AS name FROM pg_roles');
    const databases = await namesIn(client, 'SELECT datname AS name FROM pg_database');
    for (const name of names) {
      const identifier = pg.escapeIdentifier(name);
      if (!roles.has(name)) {
        await client.query(`CREATE ROLE ${identifier} LOGIN PASSWORD ${pg.escapeLiteral(name)}`);
      }
      if (!databases.has(name)) {
        await client.query(`CREATE DATABASE ${identifier} OWNER ${identifier}`);
      }
      await client.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${identifier} FROM PUBLIC`);
    }
  });
}

async function namesIn(client: pg.Client, query: string): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(query);
  return new Set(rows.map(({ name }) => name));
}
