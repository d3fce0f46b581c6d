import { jestConfig } from '../../tools/jest/jest.config.base.mjs';

const { reporters: _counted, ...config } = jestConfig({ project: 'resilience' });

/** The quick tests: on a clock that is moved by hand, without sockets and child processes. */
export default {
  ...config,
  testPathIgnorePatterns: [
    ...config.testPathIgnorePatterns,
    '/test/docs/',
    '/test/nest/',
    '/test/transport/',
    '/test/contract.spec.ts',
    '/test/dependency-health.spec.ts',
    '/test/judging-answers.spec.ts',
    '/test/outage.spec.ts',
    '/test/regressions/axios-retry-',
  ],
};
