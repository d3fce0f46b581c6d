import { parseArgs } from 'node:util';

/** What `npm start -- …` may say. */
export interface StartOptions {
  /** Wipe the database, and what Prometheus has measured, before the start. */
  readonly fresh: boolean;
  /** Show every log line of the services on the terminal, not only warnings and errors. */
  readonly verbose: boolean;
  /** Put no fault proxy between the services. */
  readonly noProxies: boolean;
  /** Keep the traces and, if Prometheus is installed, run it. */
  readonly observe: boolean;
  /** Added to every port, 0 to 10 000, default 0. */
  readonly portOffset: number;
  /** Where data, logs and the lock live; by default `.baluarte` in the workspace. */
  readonly home: string | undefined;
}

/** The arguments make no sense; the message says which and why. */
export class UsageError extends Error {}

const MAX_OFFSET = 10_000;

/** What `--help` prints. */
export const USAGE = `Usage: npm start -- [options]

Runs PostgreSQL and the five services in the foreground until Ctrl-C.

  --fresh            wipe the database first; without it the data of the last run is still there
  --verbose          show every log line of the services here, with stacks, not only warnings and errors
  --no-proxies       put no fault proxy between the services and before their databases
  --observe          keep traces to look at and, if Prometheus is installed, evaluate the alerts
  --port-offset <n>  add n (0 to ${MAX_OFFSET}) to every port, to run beside another copy (with its own --home)
  --home <folder>    where data, logs and the lock live (default: .baluarte)
  --help             show this

Logs: .baluarte/logs/<service>.log, one JSON object a line.
`;

/**
 * Reads the arguments of `npm start`.
 *
 * @returns `'help'` when help is asked for.
 * @throws {UsageError} for an unknown option, a missing or a wrong value.
 */
export function parseCommandLine(args: readonly string[]): StartOptions | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  return {
    fresh: values.fresh ?? false,
    verbose: values.verbose ?? false,
    noProxies: values['no-proxies'] ?? false,
    observe: values.observe ?? false,
    portOffset: parseOffset(values['port-offset'] ?? '0'),
    home: values.home,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        fresh: { type: 'boolean' },
        verbose: { type: 'boolean' },
        'no-proxies': { type: 'boolean' },
        observe: { type: 'boolean' },
        'port-offset': { type: 'string' },
        home: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function parseOffset(value: string): number {
  const offset = Number(value);
  if (/^\d+$/.test(value) && offset <= MAX_OFFSET) return offset;
  throw new UsageError(`--port-offset must be a whole number from 0 to ${MAX_OFFSET}, not "${value}".`);
}
