/** Decides whether work of the database is begun at all. */
export interface DatabaseGuard {
  run<T>(work: () => Promise<T>): Promise<T>;
}

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
  /** Told when a connection breaks while nobody uses it; it is replaced by itself. Default: nobody is told. */
  readonly onConnectionLost?: (error: Error) => void;
  /** Stands before every use of a connection: `DatabaseCircuit`. Default: everything is begun. */
  readonly guard?: DatabaseGuard;
}

export type CompleteDatabaseOptions = Required<DatabaseOptions>;

const BOUNDS = {
  poolMax: { default: 10, max: 200 },
  acquireTimeoutMs: { default: 1_000, max: 60_000 },
  statementTimeoutMs: { default: 2_000, max: 600_000 },
} as const;

const KNOWN = ['url', 'applicationName', 'onConnectionLost', 'guard', ...Object.keys(BOUNDS)];

/**
 * The options with every default filled in.
 *
 * @throws RangeError listing every value out of bounds and every unknown key; the URL is never quoted
 */
export function completeDatabaseOptions(options: DatabaseOptions): CompleteDatabaseOptions {
  const numbers = Object.entries(BOUNDS).map(
    ([name, bound]) => [name, options[name as keyof typeof BOUNDS] ?? bound.default] as const,
  );
  const wrong = [
    ...unknownKeys(options),
    ...(isPostgresUrl(options.url) ? [] : ['url is not like postgres://user:password@host:port/database']),
    ...(options.applicationName === '' ? ['applicationName is empty'] : []),
    ...numbers.flatMap(([name, value]) => outOfBounds(name as keyof typeof BOUNDS, value)),
  ];
  if (wrong.length > 0) throw new RangeError(`Database options: ${wrong.join('; ')}.`);
  return {
    onConnectionLost: () => undefined,
    guard: { run: (work) => work() },
    ...options,
    ...(Object.fromEntries(numbers) as Record<keyof typeof BOUNDS, number>),
  };
}

function unknownKeys(options: DatabaseOptions): string[] {
  return Object.keys(options)
    .filter((key) => !KNOWN.includes(key))
    .map((key) => `${key} is not an option (${KNOWN.join(', ')})`);
}

function isPostgresUrl(url: string): boolean {
  return URL.canParse(url) && ['postgres:', 'postgresql:'].includes(new URL(url).protocol);
}

function outOfBounds(name: keyof typeof BOUNDS, value: number): string[] {
  const { max } = BOUNDS[name];
  const fits = Number.isInteger(value) && value >= 1 && value <= max;
  return fits ? [] : [`${name} is ${value}; expected a whole number from 1 to ${max}`];
}
