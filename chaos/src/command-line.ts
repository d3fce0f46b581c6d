import { parseArgs } from 'node:util';
import { UsageError } from './usage-error.js';

/** What `npm run chaos -- …` may say. */
export interface ChaosOptions {
  /** Names of the experiments to run; empty: all. */
  readonly only: readonly string[];
  /** Where a system runs that is tried instead of one of our own: `http://localhost`. */
  readonly baseUrl: string | undefined;
  /** Added to every port. Default 6 500 for a system of our own, 0 for another. */
  readonly portOffset: number;
  readonly list: boolean;
}

const MAX_OFFSET = 10_000;
const OWN_OFFSET = 6_500;

export const USAGE = `Usage: npm run chaos -- [options]

Starts the system, tries every experiment with and without its pattern, and writes
reports/chaos.html and reports/chaos.json. Ends with 0 when every claim held with its
pattern and fell without it, with 1 when not, with 2 for wrong arguments.

  --only <name,…>     only these experiments
  --list              show their names and what they claim
  --base-url <url>    try a system that runs already, by scheme and host: http://localhost;
                      it is tried as it is, so only with its patterns
  --port-offset <n>   added (0 to ${MAX_OFFSET}) to every port; by default ${OWN_OFFSET}, and 0 with --base-url
  --help              show this
`;

/**
 * @param names of all experiments
 * @returns `'help'` when help is asked for
 * @throws UsageError
 */
export function parseCommandLine(args: readonly string[], names: readonly string[]): ChaosOptions | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  const only = (values.only ?? []).flatMap((each) => each.split(',')).filter((each) => each !== '');
  const unknown = only.filter((each) => !names.includes(each));
  if (unknown.length > 0)
    throw new UsageError(`There is no experiment ${unknown.join(', ')}. There are: ${names.join(', ')}.`);
  const baseUrl = values['base-url'];
  return {
    only,
    list: values.list ?? false,
    baseUrl: baseUrl === undefined ? undefined : parseBaseUrl(baseUrl),
    portOffset: parseOffset(values['port-offset'] ?? (baseUrl === undefined ? String(OWN_OFFSET) : '0')),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string', multiple: true },
        list: { type: 'boolean' },
        'base-url': { type: 'string' },
        'port-offset': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function parseBaseUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isPlain = url && /^https?:$/.test(url.protocol) && url.port === '' && url.pathname === '/';
  if (!isPlain)
    throw new UsageError(`--base-url must be scheme and host, such as http://localhost, not "${value}".`);
  return url.origin;
}

function parseOffset(value: string): number {
  const offset = Number(value);
  if (/^\d+$/.test(value) && offset <= MAX_OFFSET) return offset;
  throw new UsageError(`--port-offset must be a whole number from 0 to ${MAX_OFFSET}, not "${value}".`);
}
