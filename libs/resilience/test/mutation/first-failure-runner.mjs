import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import TestRunner from 'jest-runner';

/** They take longest, so whatever another file finds out is found out without them. */
const LAST = ['properties.spec.ts', 'circuit-model.spec.ts'];

/**
 * Runs the files one by one, only those that have a wanted test, and none after one that failed. Jest itself
 * would load every file for every mutant, and run on.
 */
export default class FirstFailureRunner extends TestRunner {
  async runTests(tests, watcher, options) {
    const { testNamePattern } = this._globalConfig;
    const wanted = tests.filter(({ path }) => !testNamePattern || mayHold(path, testNamePattern));
    let hasFailed = false;
    this.on('test-file-success', ([, result]) => (hasFailed ||= result.numFailingTests > 0));
    this.on('test-file-failure', () => (hasFailed = true));
    for (const test of wanted.toSorted((left, right) => rank(left) - rank(right))) {
      if (hasFailed) return;
      await super.runTests([test], watcher, options);
    }
  }
}

function rank({ path }) {
  return LAST.indexOf(basename(path));
}

/** Stryker asks for tests as `(full name)|(full name)`, and a full name begins with the title of its `describe`. */
function mayHold(path, pattern) {
  const titles = [...readFileSync(path, 'utf8').matchAll(/^describe\('(.+)', /gm)].map(([, title]) => title);
  const names = withoutEscapes(pattern);
  return titles.length === 0 || titles.some((title) => names.includes(`(${withoutEscapes(title)} `));
}

function withoutEscapes(text) {
  return text.replaceAll('\\', '');
}
