import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { createTestDatabase, eventually, PostgresServer } from '../src/index.js';

async function ask<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('baluarte-postgres-'));

describe('a PostgreSQL server of a test', () => {
  let server: PostgresServer;

  beforeAll(async () => {
    server = await PostgresServer.start();
  });

  afterAll(() => server.remove());

  it.each(['stop', 'kill'] as const)(
    'refuses connections after a %s, and has its data when it resumes',
    async (end) => {
      await ask(server.url(), `CREATE TABLE after_${end} AS SELECT 1 AS id`);
      await server[end]();
      await expect(ask(server.url(), 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
      await server.resume();
      expect(await ask(server.url(), `SELECT id FROM after_${end}`)).toEqual([{ id: 1 }]);
    },
  );

  it('gives each test file an empty database of its own, and takes it back although it is in use', async () => {
    const [one, other] = await Promise.all([
      createTestDatabase(server.url()),
      createTestDatabase(server.url()),
    ]);
    expect(one.url).not.toBe(other.url);
    await ask(one.url, 'CREATE TABLE things (id integer)');
    expect(await ask(other.url, "SELECT to_regclass('things') AS found")).toEqual([{ found: null }]);
    const user = new pg.Client({ connectionString: one.url });
    user.on('error', () => undefined);
    await user.connect();
    await one.drop();
    await expect(ask(one.url, 'SELECT 1')).rejects.toThrow(/does not exist/);
    await other.drop();
  });

  it('says what to do in a project that did not ask for PostgreSQL', async () => {
    await expect(createTestDatabase(undefined)).rejects.toThrow(/postgres: true/);
  });

  it('leaves neither a process nor a folder behind', async () => {
    const before = folders();
    const brief = await PostgresServer.start();
    expect(folders()).toHaveLength(before.length + 1);
    await brief.remove();
    expect(folders()).toEqual(before);
    await expect(ask(brief.url(), 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
  });

  it('ends when the tests that use it are killed', async () => {
    const program = fileURLToPath(new URL('fixtures/start-postgres.mjs', import.meta.url));
    const tests = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface({ input: tests.stdout }), 'line')) as [string];
    const { url, directory } = JSON.parse(line) as { url: string; directory: string };
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(existsSync(directory)).toBe(true);
    tests.kill('SIGKILL');
    await eventually(() => !existsSync(directory), 20_000);
    await expect(ask(url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
    expect(dirname(directory)).toBe(tmpdir());
  });
});
