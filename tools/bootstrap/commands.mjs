import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { runChild } from './child.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { releaseSignals, throwIfInterrupted } from './interruption.mjs';
import { nxArguments, nxEnvironment } from './nx.mjs';
import { ROOT } from './paths.mjs';
import { SetupFailed } from './progress.mjs';
import { withSetupLock } from './setup-lock.mjs';
import { runTests } from './run-tests.mjs';
import { closingLine } from './test-results.mjs';

/** What `node tools/bootstrap.mjs <command>` can do. Each returns its exit code. */
export const COMMANDS = {
  start: {
    does: 'run the whole system in the foreground; options: npm start -- --help',
    run: async (args) => {
      await setUp({ projects: ['.'] });
      const { start } = await import(pathToFileURL(join(ROOT, 'tools/embedded/dist/start.js')).href);
      throwIfInterrupted();
      releaseSignals();
      return start(args, process.env);
    },
  },
  test: {
    does: 'lint, typecheck and test everything, and end with one line of counts',
    run: async () => {
      try {
        await setUp();
        return await runTests();
      } catch (error) {
        if (!(error instanceof SetupFailed)) throw error;
        process.stdout.write(`\n${error.message}\n${closingLine({ passed: 0, failed: 1, skipped: 0 })}\n`);
        return 1;
      }
    },
  },
  bench: {
    does: 'measure; the results are explained in bench/README.md',
    run: (args) => runBuilt('bench', 'bench/dist/main.js', args),
  },
  chaos: {
    does: 'try every experiment with and without its pattern; options: npm run chaos -- --help',
    run: (args) => runBuilt('chaos', 'chaos/dist/main.js', args),
  },
  soak: {
    does: 'place orders while faults come and go, then compare the books; options: npm run soak -- --help',
    run: (args) => runBuilt('chaos', 'chaos/dist/soak/main.js', args),
  },
  gameday: {
    does: 'find a fault that somebody else put in; options: npm run gameday -- --help',
    run: (args) => runBuilt('chaos', 'chaos/dist/gameday/main.js', args),
  },
  nx: {
    does: 'run Nx, for example: npm run nx -- run orders:test',
    run: async (args) => {
      await setUp();
      return (await runChild(process.execPath, nxArguments(args), { env: nxEnvironment() })).code;
    },
  },
  setup: {
    does: 'install and build, and nothing else',
    run: async () => {
      await setUp({ projects: ['.'] });
      return 0;
    },
  },
};

/** One paragraph a person can act on. */
export function usage() {
  const lines = Object.entries(COMMANDS).map(([name, { does }]) => `  ${name.padEnd(7)} ${does}`);
  return `Usage: node tools/bootstrap.mjs <command> [arguments]\n\n${lines.join('\n')}\n`;
}

/** Builds a project beside the system, and runs one of its programs. */
async function runBuilt(project, program, args) {
  await setUp({ projects: ['.', project] });
  return (await runChild(process.execPath, [join(ROOT, program), ...args])).code;
}

async function setUp({ projects = [] } = {}) {
  await withSetupLock(async () => {
    await ensureDependencies();
    if (projects.length > 0) await build(projects);
  });
}
