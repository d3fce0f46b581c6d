import { parseArgs } from 'node:util';
import { UsageError } from '../usage-error.js';

/** What `npm run soak -- …` may say. */
export interface SoakCommand {
  readonly orders: number;
  readonly atOnce: number;
  /** Without one it is chosen, and printed. */
  readonly seed: number | undefined;
  readonly portOffset: number;
}

export const USAGE = `Usage: npm run soak -- [options]

Places orders of every kind while faults come and go at random and every service is killed, then
compares the books. Ends with 0 when every order came to its end and every book agrees.

  --orders <n>        how many orders, 1 to 1 000 000 (default 2 000)
  --at-once <n>       how many customers at the same time, 1 to 200 (default 24)
  --seed <n>          whose faults and orders to repeat, 0 to 4 294 967 295; by default one is chosen and printed
  --port-offset <n>   added (0 to 10 000) to every port (default 6 500)
  --help              show this
`;

/** @throws UsageError */
export function parseSoakCommand(args: readonly string[]): SoakCommand | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  const { orders = '2000', 'at-once': atOnce = '24', 'port-offset': offset = '6500', seed } = values;
  return {
    orders: whole('--orders', orders, 1, 1_000_000),
    atOnce: whole('--at-once', atOnce, 1, 200),
    seed: seed === undefined ? undefined : whole('--seed', seed, 0, 4_294_967_295),
    portOffset: whole('--port-offset', offset, 0, 10_000),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        orders: { type: 'string' },
        'at-once': { type: 'string' },
        seed: { type: 'string' },
        'port-offset': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function whole(name: string, value: string, min: number, max: number): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= min && number <= max) return number;
  throw new UsageError(`${name} must be a whole number from ${min} to ${max}, not "${value}".`);
}
