#!/usr/bin/env node
/**
 * One door to the workspace: `npm start`, `npm test`, `npm run bench` and `npm run nx` all come through here,
 * so that a fresh clone on a machine with only Node ≥ 20 and npm sets itself up.
 */
import { COMMANDS, usage } from './bootstrap/commands.mjs';
import { catchSignals, Interrupted } from './bootstrap/interruption.mjs';
import { isNewEnough, runUnderNewNode } from './bootstrap/node-version.mjs';
import { SetupFailed } from './bootstrap/progress.mjs';

const [name = 'help', ...args] = process.argv.slice(2);

async function main() {
  if (!Object.hasOwn(COMMANDS, name)) {
    process.stderr.write(name === 'help' ? usage() : `Unknown command "${name}".\n\n${usage()}`);
    return name === 'help' ? 0 : 2;
  }
  catchSignals();
  return isNewEnough(process.versions.node) ? COMMANDS[name].run(args) : runUnderNewNode([name, ...args]);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (error instanceof Interrupted) {
    // Asking `npm start` to stop is no failure, however early; asking `npm test` is: it has no result.
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = name === 'start' ? 0 : 130;
  } else if (error instanceof SetupFailed) {
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
