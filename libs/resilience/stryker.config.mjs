/**
 * Mutation testing of the policies: `npm run mutation -w libs/resilience`, a quarter to three quarters of an hour.
 * One folder, in minutes: `npm run mutation -w libs/resilience -- --mutate 'src/circuit/*.ts'`.
 * It changes the sources while it runs, and puts them back: run nothing else in the same work tree meanwhile.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  packageManager: 'npm',
  plugins: ['@stryker-mutator/jest-runner'],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings'],
  jest: { projectType: 'custom', configFile: 'stryker.jest.config.mjs', enableFindRelatedTests: false },
  mutate: [
    'src/**/*.ts',
    '!src/**/*.spec.ts',
    '!src/**/index.ts',
    // What speaks HTTP or Nest is held to its contract on real sockets, which a run for each mutant could not wait for.
    '!src/{http,nest,transport}/**',
    '!src/{dependency-health,describe-call-failure,system-clock}.ts',
  ],
  // Words for people may change without anything breaking.
  mutator: { excludedMutations: ['StringLiteral'] },
  coverageAnalysis: 'perTest',
  inPlace: true,
  ignoreStatic: true,
  concurrency: 2,
  // Jest keeps something of every run, which came to 4.6 GB for half of the mutants.
  maxTestRunnerReuse: 100,
  // A test that hangs fails by itself; this is for what never gives the thread back, and generous, so that a busy machine kills nothing.
  timeoutMS: 15_000,
  reporters: ['clear-text', 'progress', 'json'],
  clearTextReporter: { logTests: false, reportTests: false, allowColor: false },
  jsonReporter: { fileName: 'reports/mutation.json' },
  thresholds: { high: 95, low: 90, break: 90 },
};
