import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createTestDatabase, type TestDatabase } from '@baluarte/testing';
import { Database } from '../src/database.js';
import { migrate } from '../src/migrate.js';

function folderOf(files: Record<string, string>): URL {
  const directory = mkdtempSync(join(tmpdir(), 'baluarte-migrations-'));
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
  });

  it('run once although five replicas start at the same time', async () => {
    const directory = folderOf({
      '001_first.sql': 'CREATE TABLE a (id integer)',
      '002_second.sql': 'INSERT INTO a VALUES (1)',
    });
    await Promise.all(Array.from({ length: 5 }, () => migrate(database, directory)));
    expect(await database.query('SELECT count(*)::int AS rows FROM a')).toEqual([{ rows: 1 }]);
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

  it('refuse to start an older version of the service on a newer schema', async () => {
    await migrate(database, folderOf({ '001_first.sql': 'CREATE TABLE a (id integer)' }));
    await expect(migrate(database, folderOf({}))).rejects.toThrow(/is gone/);
  });

  it('refuse a misnamed file and two of the same number', async () => {
    await expect(migrate(database, folderOf({ 'first.sql': '' }))).rejects.toThrow(/misnamed/);
    await expect(migrate(database, folderOf({ '001_a.sql': '', '001_b.sql': '' }))).rejects.toThrow(
      /same number/,
    );
  });
});
