import { jestConfig } from '../../tools/jest/jest.config.base.mjs';

// A mutant that lets a call hang is found out sooner than Stryker's own timeout, which costs a new process.
const { reporters: _counted, ...config } = jestConfig({ project: 'resilience', testTimeoutMs: 2_000 });

/** The quick tests: on a clock that is moved by hand, without sockets and child processes. */
export default {
  ...config,
  // A mutant has to be found out once: these two are what make a run of all of them short.
  runner: './test/mutation/first-failure-runner.mjs',
  testEnvironment: './test/mutation/first-failure-environment.mjs',
  testPathIgnorePatterns: [
    ...config.testPathIgnorePatterns,
    '/test/docs/',
    '/test/nest/',
    '/test/transport/',
    '/test/contract.spec.ts',
    '/test/dependency-health.spec.ts',
    '/test/judging-answers.spec.ts',
    '/test/leaks.spec.ts',
    '/test/outage.spec.ts',
    '/test/regressions/',
  ],
};
