/**
 * Adds up one run of `npm test`. Whatever did not end well counts, also what could not count itself: a task other
 * than a test that failed, a project whose tests failed without a failed test (it crashed), and a project that
 * never reported.
 *
 * @param {{
 *   expected: string[],
 *   reports: { project: string, passed: number, failed: number, skipped: number, skippedTests?: string[] }[],
 *   tasks: { project: string, target: string, code: number }[],
 *   runnerExitCode: number,
 * }} run `expected` are the projects that have tests.
 */
export function countResults({ expected, reports, tasks, runnerExitCode }) {
  const failedTasks = tasks.filter(({ code }) => code !== 0);
  const problems = [
    ...failedTasks
      .filter(({ target }) => target !== 'test')
      .map(({ project, target }) => `${project}:${target} failed`),
    ...expected.flatMap((project) => problemOfTests(project, reports, failedTasks)),
  ];
  const sum = (count) => reports.reduce((total, report) => total + report[count], 0);
  const counted = sum('failed') + problems.length;
  if (runnerExitCode !== 0 && counted === 0) problems.push(`Nx ended with exit code ${runnerExitCode}`);
  return {
    reports,
    problems,
    passed: sum('passed'),
    failed: sum('failed') + problems.length,
    skipped: sum('skipped'),
  };
}

function problemOfTests(project, reports, failedTasks) {
  const report = reports.find((candidate) => candidate.project === project);
  if (!report) return [`${project}:test did not report`];
  const hasFailed = failedTasks.some((task) => task.project === project && task.target === 'test');
  return hasFailed && report.failed === 0 ? [`${project}:test failed without a failed test`] : [];
}

/** The counts of each project, and what is behind the numbers that no test shows. */
export function explainResults({ reports, problems }) {
  const rows = reports.map(
    ({ project, passed, failed, skipped }) =>
      `  ${project.padEnd(18)}${String(passed).padStart(6)} passed${String(failed).padStart(5)} failed${String(skipped).padStart(5)} skipped`,
  );
  const skipped = reports.flatMap(({ project, skippedTests = [] }) =>
    skippedTests.map((name) => `  skipped: ${project}: ${name}`),
  );
  return [...rows, ...skipped, ...problems.map((problem) => `  failed: ${problem}`)]
    .map((row) => `${row}\n`)
    .join('');
}

/** The last line of `npm test`. */
export const closingLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;
