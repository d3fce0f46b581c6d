import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createTestDatabase, type TestDatabase } from '@baluarte/testing';
import { Database } from '../src/database.js';
import { migrate } from '../src/migrate.js';

const folders: string[] = [];

function folderOf(files: Record<string, string>): URL {
  const directory = mkdtempSync(join(tmpdir(), 'baluarte-migrations-'));
  folders.push(directory);
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(directory, name), sql);
  return pathToFileURL(directory);
}

describe('migrations', () => {
  let place: TestDatabase;
  let database: Database;

  beforeEach(async () => {
    place = await createTestDatabase();
    database = new Database({ url: place.url, applicationName: 'test' });
  });

  afterEach(async () => {
    await database.close();
    await place.drop();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  it('run once although five replicas start at the same time and it takes longer than a statement may', async () => {
    const directory = folderOf({
      '001_first.sql': 'CREATE TABLE a (id integer); SELECT pg_sleep(2);',
      '002_second.sql': 'INSERT INTO a VALUES (1)',
    });
    const replicas = Array.from(
      { length: 5 },
      () => new Database({ url: place.url, applicationName: 'replica', statementTimeoutMs: 1_000 }),
    );
    await Promise.all(replicas.map((replica) => migrate(replica, directory)));
    expect(await database.query('SELECT count(*)::int AS rows FROM a')).toEqual([{ rows: 1 }]);
    await Promise.all(replicas.map((replica) => replica.close()));
  });

  it('leave nothing behind when one of them fails', async () => {
    const directory = folderOf({
      '001_first.sql': 'CREATE TABLE a (id integer)',
      '002_second.sql': 'INSERT INTO missing VALUES (1)',
    });
    await expect(migrate(database, directory)).rejects.toThrow(/missing/);
    expect(await database.query("SELECT to_regclass('a') AS found")).toEqual([{ found: null }]);
  });

  it('refuse to start when one was changed after it ran', async () => {
    await migrate(database, folderOf({ '001_first.sql': 'CREATE TABLE a (id integer)' }));
    await expect(
      migrate(database, folderOf({ '001_first.sql': 'CREATE TABLE b (id integer)' })),
    ).rejects.toThrow(/001_first.sql was changed/);
  });

  it('let an older replica start again on a newer schema', async () => {
    const first = { '001_first.sql': 'CREATE TABLE a (id integer)' };
    await migrate(database, folderOf({ ...first, '002_second.sql': 'CREATE TABLE b (id integer)' }));
    await migrate(database, folderOf(first));
    expect(await database.query('SELECT name FROM schema_migrations ORDER BY version')).toHaveLength(2);
  });

  it('refuse to start when the file of one that ran has vanished', async () => {
    const files = { '001_first.sql': 'SELECT 1', '002_second.sql': 'SELECT 1', '003_third.sql': 'SELECT 1' };
    await migrate(database, folderOf(files));
    const { '002_second.sql': _vanished, ...rest } = files;
    await expect(migrate(database, folderOf(rest))).rejects.toThrow(/002_second.sql ran .* is gone/);
  });

  it('come from several folders in the order of their numbers', async () => {
    const own = folderOf({ '001_own.sql': 'INSERT INTO library VALUES (1)' });
    const library = folderOf({ '000_library.sql': 'CREATE TABLE library (id integer)' });
    await migrate(database, [own, library]);
    expect(await database.query('SELECT id FROM library')).toEqual([{ id: 1 }]);
  });

  it('are the same on a machine that writes other line ends', async () => {
    await migrate(database, folderOf({ '001_first.sql': 'SELECT 1;\nSELECT 2;\n' }));
    await migrate(database, folderOf({ '001_first.sql': 'SELECT 1;\r\nSELECT 2;\r\n' }));
  });

  it('refuse a misnamed file and two of the same number', async () => {
    await expect(migrate(database, folderOf({ 'first.sql': '' }))).rejects.toThrow(/misnamed/);
    await expect(migrate(database, folderOf({ '001_a.sql': '', '001_b.sql': '' }))).rejects.toThrow(
      /same number/,
    );
  });
});
