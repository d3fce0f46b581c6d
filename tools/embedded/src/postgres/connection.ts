import { readFileSync } from 'node:fs';
import pg from 'pg';
import { HOST } from '../topology.js';
import type { Place } from './place.js';

const CONNECT_TIMEOUT_MS = 1_000;
const QUERY_TIMEOUT_MS = 10_000;

/** Runs `work` on a connection of the superuser, which is closed afterwards. */
export async function withSuperuser<T>(
  place: Place,
  port: number,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    host: HOST,
    port,
    user: 'postgres',
    database: 'postgres',
    password: readFileSync(place.passwordFile, 'utf8'),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
  });
  let isBroken = false;
  client.on('error', () => (isBroken = true));
  await client.connect();
  try {
    return await work(client);
  } finally {
    if (!isBroken) await client.end();
  }
}
