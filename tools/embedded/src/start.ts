import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseCommandLine, USAGE, UsageError } from './command-line.js';
import { watchLauncher } from './launcher-watch.js';
import { Terminal } from './logs/terminal.js';
import { machine } from './machine.js';
import { OperatorError } from './operator-error.js';
import { run, type Workload } from './run.js';
import { StopRequest } from './stop-request.js';
import { SERVICES } from './topology.js';

const APPS = fileURLToPath(new URL('../../../apps', import.meta.url));

const BALUARTE: Workload = {
  services: SERVICES,
  entryOf: ({ name }) => join(APPS, name, 'dist', 'main.js'),
};

/**
 * `npm start`: runs the system in the foreground until it is asked to stop.
 *
 * @returns the exit code: 0 when it was stopped, 1 when it could not run, 2 for wrong arguments.
 */
export async function start(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  workload: Workload = BALUARTE,
): Promise<number> {
  const stop = new StopRequest(machine.elapsedMs);
  stop.listen();
  const stopWatching = wasLaunched(environment) ? watchLauncher(stop.ask) : () => undefined;
  const terminal = new Terminal(process.stdout, machine, stop.ask);
  process.stderr.on('error', stop.ask);
  try {
    const options = parseCommandLine(args);
    if (options === 'help') terminal.print(USAGE);
    else await run(options, { environment, workload, stop, terminal, machine });
    return 0;
  } catch (error) {
    return explain(error);
  } finally {
    stopWatching();
  }
}

/** By npm, or by the old Node that had to start a new one. */
const wasLaunched = (environment: NodeJS.ProcessEnv) =>
  environment['npm_lifecycle_event'] !== undefined || environment['BALUARTE_LAUNCHED'] !== undefined;

function explain(error: unknown): number {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n\n${USAGE}`);
    return 2;
  }
  const isExpected = error instanceof OperatorError;
  const text = error instanceof Error ? (isExpected ? error.message : error.stack) : String(error);
  process.stderr.write(`\nBaluarte could not run. ${text}\n`);
  return 1;
}
