import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from './child.mjs';
import { throwIfInterrupted } from './interruption.mjs';
import { nxArguments, nxEnvironment } from './nx.mjs';
import { ROOT } from './paths.mjs';
import { SetupFailed } from './progress.mjs';
import { closingLine, countResults, explainResults } from './test-results.mjs';

const REPORTS = join(ROOT, 'reports', 'tests');
const NX_RUN = join(ROOT, '.nx', 'cache', 'run.json');
const PARALLEL_TASKS = '2';

/** Lints, typechecks and tests every project, and closes with one line of counts. */
export async function runTests() {
  const expected = await projectsWithTests();
  rmSync(REPORTS, { recursive: true, force: true });
  rmSync(NX_RUN, { force: true });
  const { code } = await runNx(
    ['run-many', '-t', 'lint', 'typecheck', 'test', `--parallel=${PARALLEL_TASKS}`, '--outputStyle=static'],
    { NX_CACHE_DIRECTORY: join(ROOT, '.nx', 'cache') },
  );
  throwIfInterrupted();
  const results = countResults({
    expected,
    reports: readReports(),
    tasks: readTasks(),
    runnerExitCode: code,
  });
  process.stdout.write(`\n${explainResults(results)}${closingLine(results)}\n`);
  return results.failed === 0 ? 0 : 1;
}

async function projectsWithTests() {
  const { code, output } = await runNx(['show', 'projects', '--with-target', 'test', '--json'], {}, true);
  if (code !== 0) throw new SetupFailed(`Nx cannot list the projects (exit code ${code}):\n${output}`);
  return JSON.parse(output.slice(output.indexOf('[')));
}

const runNx = (args, environment, capture = false) =>
  runChild(process.execPath, nxArguments(args), { env: { ...nxEnvironment(), ...environment }, capture });

/** What Jest counted, one file per project; only of this run, since the folder was empty before it. */
function readReports() {
  if (!existsSync(REPORTS)) return [];
  const files = readdirSync(REPORTS).filter((name) => name.endsWith('.json'));
  return files.map((name) => JSON.parse(readFileSync(join(REPORTS, name), 'utf8')));
}

/** What Nx ran and how it ended. */
function readTasks() {
  if (!existsSync(NX_RUN)) return [];
  const { tasks } = JSON.parse(readFileSync(NX_RUN, 'utf8'));
  return tasks.map(({ projectName, target, status }) => ({ project: projectName, target, code: status }));
}
