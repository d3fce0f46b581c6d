import { parseArgs } from 'node:util';
import { UsageError } from '../usage-error.js';

/** What `npm run gameday -- …` may say. */
export interface GameDayCommand {
  /** By default chance decides. */
  readonly difficulty: number | undefined;
  /** Chooses the scenario and the moment; by default chosen and printed at the end. */
  readonly seed: number | undefined;
  readonly portOffset: number;
}

export const USAGE = `Usage: npm run gameday -- [options]

Starts the system with customers in it, hides a fault, and takes your diagnosis. Look for it with
whatever the system has: /health, /metrics, logs, traces, dashboards. Writes reports/gameday-<seed>.md.

  --difficulty <1-5>  how hard; by default chance decides
  --seed <n>          repeats a round, 0 to 4 294 967 295
  --port-offset <n>   added (0 to 10 000) to every port (default 0: the ports of npm start)
  --help              show this
`;

/** @throws UsageError */
export function parseGameDayCommand(args: readonly string[]): GameDayCommand | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  return {
    difficulty: whole('--difficulty', values.difficulty, 1, 5),
    seed: whole('--seed', values.seed, 0, 4_294_967_295),
    portOffset: whole('--port-offset', values['port-offset'], 0, 10_000) ?? 0,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        difficulty: { type: 'string' },
        seed: { type: 'string' },
        'port-offset': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function whole(name: string, value: string | undefined, min: number, max: number): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= min && number <= max) return number;
  throw new UsageError(`${name} must be a whole number from ${min} to ${max}, not "${value}".`);
}
