import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { Database } from './database.js';
import { MigrationError } from './migration-error.js';
import type { Queryable } from './queryable.js';

/** Any number will do that no other program uses as an advisory lock in the same database. */
const MIGRATION_LOCK = 7_215_003;
const FILE = /^(\d{3})_[a-z0-9_]+\.sql$/;

interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

export interface MigrateOptions {
  /** How long one statement of a migration, or the wait for another replica's, may take, ms. Default 300 000. */
  readonly statementTimeoutMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * Brings the schema up to date: runs the numbered files (`001_orders.sql`) of some folders that did not run
 * yet, in order, all in one transaction and under a lock, so that many replicas may start at once. A schema
 * that is ahead of the files is left as it is: an older replica may have to start again during a release.
 *
 * @param directories folders of migrations; their numbers must not overlap
 * @throws MigrationError when a file is misnamed, or when one that ran has changed or vanished
 */
export async function migrate(
  database: Database,
  directories: URL | readonly URL[],
  { statementTimeoutMs = 300_000, signal }: MigrateOptions = {},
): Promise<void> {
  const migrations = await readMigrations([directories].flat());
  await database.transaction(
    async (transaction) => {
      await transaction.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
      await transaction.query(
        'CREATE TABLE IF NOT EXISTS schema_migrations (version integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
      );
      for (const migration of pending(migrations, await appliedIn(transaction)))
        await apply(transaction, migration);
    },
    { statementTimeoutMs, signal },
  );
}

async function readMigrations(directories: readonly URL[]): Promise<Migration[]> {
  const migrations = (await Promise.all(directories.map(readFolder))).flat();
  migrations.sort((a, b) => a.version - b.version);
  migrations.forEach(({ version, name }, index) => {
    const before = migrations[index - 1];
    if (before?.version === version)
      throw new MigrationError(`Migrations ${before.name} and ${name} have the same number.`);
  });
  return migrations;
}

async function readFolder(directory: URL): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql'));
  return Promise.all(
    names.map(async (name) => {
      const version = FILE.exec(name)?.[1];
      if (version === undefined)
        throw new MigrationError(`Migration ${name} is misnamed: expected something like 001_orders.sql.`);
      const text = await readFile(new URL(name, `${directory.href.replace(/\/$/, '')}/`), 'utf8');
      const sql = text.replaceAll('\r\n', '\n');
      return {
        version: Number(version),
        name,
        sql,
        checksum: createHash('sha256').update(sql).digest('hex'),
      };
    }),
  );
}

type Applied = ReadonlyMap<number, { readonly name: string; readonly checksum: string }>;

async function appliedIn(transaction: Queryable): Promise<Applied> {
  const rows = await transaction.query<{ version: number; name: string; checksum: string }>(
    'SELECT version, name, checksum FROM schema_migrations',
  );
  return new Map(rows.map((row) => [row.version, row]));
}

function pending(migrations: readonly Migration[], applied: Applied): Migration[] {
  refuseVanished(migrations, applied);
  return migrations.filter(({ version, name, checksum }) => {
    const before = applied.get(version);
    if (before !== undefined && before.checksum !== checksum)
      throw new MigrationError(
        `Migration ${name} was changed after it ran. Undo the change and add a new migration.`,
      );
    return before === undefined;
  });
}

/** One that this version cannot know yet is fine; one between those it knows was deleted. */
function refuseVanished(migrations: readonly Migration[], applied: Applied): void {
  const known = new Set(migrations.map(({ version }) => version));
  const newestKnown = Math.max(-1, ...known);
  for (const [version, { name }] of applied)
    if (version < newestKnown && !known.has(version))
      throw new MigrationError(`Migration ${name} ran on this database and its file is gone. Bring it back.`);
}

async function apply(transaction: Queryable, { version, name, sql, checksum }: Migration): Promise<void> {
  await transaction.query(sql);
  await transaction.query('INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, $2, $3)', [
    version,
    name,
    checksum,
  ]);
}
