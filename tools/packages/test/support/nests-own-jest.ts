import { FreshProject } from './fresh-project.js';
import type { Installation } from './installation.js';
import { readmePrograms, readmeSettings } from './readme.js';
import { run, type Ending } from './run.js';

/** What the CLI of Nest 11 writes into `package.json`. */
const SCRIPTS = { test: 'jest' };
const JEST = {
  moduleFileExtensions: ['js', 'json', 'ts'],
  rootDir: 'src',
  testRegex: '.*\\.spec\\.ts$',
  transform: { '^.+\\.(t|j)s$': 'ts-jest' },
  testEnvironment: 'node',
};
/** Of its `tsconfig.json`, what ts-jest heeds. */
const COMPILER = {
  module: 'nodenext',
  moduleResolution: 'nodenext',
  esModuleInterop: true,
  isolatedModules: true,
  emitDecoratorMetadata: true,
  experimentalDecorators: true,
  target: 'ES2023',
  skipLibCheck: true,
};

/** Runs a test of what the README of resilience shows, in the Jest that the CLI of Nest 11 sets up. */
export function inNestsOwnJest(
  installation: Installation,
  advice: 'none' | 'flag' | 'compiled',
): Promise<Ending> {
  const project = new FreshProject(installation, `jest-${advice}`, 'commonjs');
  const told = advice === 'none' ? {} : readmeSettings('resilience', `jest: ${advice}`);
  const { scripts = SCRIPTS, ...ofJest } = told;
  const manifest = { private: true, scripts, jest: { ...JEST, ...ofJest } };
  project.write('package.json', JSON.stringify(manifest));
  project.write('tsconfig.json', JSON.stringify({ compilerOptions: COMPILER }));
  for (const [file, code] of readmePrograms('resilience', installation.nest))
    project.write(`src/resilience/${file}`, code);
  project.writeConsumer('in-jest', 'product-page.spec');
  return run('npm', ['test', '--silent'], project.folder, { NODE_OPTIONS: '' });
}
