/** How a service uses its database. */
export interface DatabaseOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  /** Connections at most, 1–200; the bulkhead in front of the database. Default 10. */
  readonly poolMax?: number;
  /** How long a caller waits for a free or a new connection, ms, 1–60 000. Default 1 000. */
  readonly acquireTimeoutMs?: number;
  /** How long one statement may run, ms, 1–600 000; the server cancels it then. Default 2 000. */
  readonly statementTimeoutMs?: number;
}

export type CompleteDatabaseOptions = Required<DatabaseOptions>;

const BOUNDS = {
  poolMax: { default: 10, max: 200 },
  acquireTimeoutMs: { default: 1_000, max: 60_000 },
  statementTimeoutMs: { default: 2_000, max: 600_000 },
} as const;

/**
 * The options with every default filled in.
 *
 * @throws RangeError listing every value out of bounds and every unknown key
 */
export function completeDatabaseOptions(options: DatabaseOptions): CompleteDatabaseOptions {
  const known = ['url', 'applicationName', ...Object.keys(BOUNDS)];
  const wrong = Object.keys(options)
    .filter((key) => !known.includes(key))
    .map((key) => `${key} is not an option (${known.join(', ')})`);
  const numbers = Object.entries(BOUNDS).map(([name, bound]) => {
    const value = options[name as keyof typeof BOUNDS] ?? bound.default;
    if (!Number.isInteger(value) || value < 1 || value > bound.max)
      wrong.push(`${name} is ${value}; expected a whole number from 1 to ${bound.max}`);
    return [name, value] as const;
  });
  if (wrong.length > 0) throw new RangeError(`Database options: ${wrong.join('; ')}.`);
  return { ...options, ...(Object.fromEntries(numbers) as Record<keyof typeof BOUNDS, number>) };
}
