import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { Database, Queryable } from './database.js';

/** Any number will do that no other program uses as an advisory lock in the same database. */
const MIGRATION_LOCK = 7_215_003;
const FILE = /^(\d{3})_[a-z0-9_]+\.sql$/;

interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/**
 * Brings the schema up to date: runs the numbered files (`001_orders.sql`) of a directory that did not run
 * yet, in order, all in one transaction and under a lock, so that many replicas may start at once.
 *
 * @param directories each a folder of migrations; their numbers must not overlap
 * @throws Error when a file is misnamed, or when one that ran earlier has changed or vanished
 */
export async function migrate(database: Database, ...directories: readonly URL[]): Promise<void> {
  const migrations = (await Promise.all(directories.map(readMigrations)))
    .flat()
    .sort((a, b) => a.version - b.version);
  refuseTwins(migrations);
  await database.transaction(async (transaction) => {
    await transaction.query('SET LOCAL statement_timeout = 60000');
    await transaction.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await transaction.query(
      'CREATE TABLE IF NOT EXISTS schema_migrations (version integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    for (const migration of pending(migrations, await appliedIn(transaction)))
      await apply(transaction, migration);
  });
}

async function readMigrations(directory: URL): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const version = FILE.exec(name)?.[1];
      if (version === undefined)
        throw new Error(`Migration ${name} is misnamed: expected something like 001_orders.sql.`);
      const sql = await readFile(new URL(name, `${directory.href.replace(/\/$/, '')}/`), 'utf8');
      return {
        version: Number(version),
        name,
        sql,
        checksum: createHash('sha256').update(sql).digest('hex'),
      };
    }),
  );
}

function refuseTwins(migrations: readonly Migration[]): void {
  migrations.forEach(({ version, name }, index) => {
    const before = migrations[index - 1];
    if (before?.version === version)
      throw new Error(`Migrations ${before.name} and ${name} have the same number.`);
  });
}

type Applied = ReadonlyMap<number, { readonly name: string; readonly checksum: string }>;

async function appliedIn(transaction: Queryable): Promise<Applied> {
  const rows = await transaction.query<{ version: number; name: string; checksum: string }>(
    'SELECT version, name, checksum FROM schema_migrations',
  );
  return new Map(rows.map((row) => [row.version, row]));
}

function pending(migrations: readonly Migration[], applied: Applied): Migration[] {
  const known = new Set(migrations.map(({ version }) => version));
  for (const [version, { name }] of applied)
    if (!known.has(version))
      throw new Error(
        `Migration ${name} ran on this database and is gone: is this an older version of the service?`,
      );
  return migrations.filter((migration) => {
    const before = applied.get(migration.version);
    if (before !== undefined && before.checksum !== migration.checksum)
      throw new Error(
        `Migration ${migration.name} was changed after it ran. Undo the change and add a new migration.`,
      );
    return before === undefined;
  });
}

async function apply(transaction: Queryable, { version, name, sql, checksum }: Migration): Promise<void> {
  await transaction.query(sql);
  await transaction.query('INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, $2, $3)', [
    version,
    name,
    checksum,
  ]);
}
