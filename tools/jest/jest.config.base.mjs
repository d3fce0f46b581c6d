import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The one Jest configuration of the workspace.
 *
 * @param {{ project: string, postgres?: boolean, testTimeoutMs?: number }} options
 *   `project` is the Nx project name; `postgres` starts a real PostgreSQL for the run.
 */
export function jestConfig({ project, postgres = false, testTimeoutMs = 30_000 }) {
  return {
    displayName: project,
    testEnvironment: 'node',
    extensionsToTreatAsEsm: ['.ts'],
    moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
    testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts', '<rootDir>/*.spec.ts'],
    testPathIgnorePatterns: ['/node_modules/', '/dist/'],
    modulePathIgnorePatterns: ['<rootDir>/dist/'],
    transform: {
      '^.+\\.ts$': [
        '@swc/jest',
        {
          jsc: {
            target: 'es2023',
            parser: { syntax: 'typescript', decorators: true },
            transform: { legacyDecorator: true, decoratorMetadata: true },
          },
          module: { type: 'es6' },
        },
      ],
    },
    testTimeout: testTimeoutMs,
    reporters: [
      'default',
      [join(root, 'tools/jest/report.cjs'), { project, directory: join(root, 'reports/tests') }],
    ],
    ...(postgres && {
      globalSetup: join(root, 'tools/jest/postgres.setup.mjs'),
      globalTeardown: join(root, 'tools/jest/postgres.teardown.mjs'),
    }),
  };
}
