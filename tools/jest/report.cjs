const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

/** Writes what Jest itself counted to one file per project, for the closing line of `npm test`. */
module.exports = class CountReporter {
  constructor(_globalConfig, options) {
    this.options = options;
  }

  onRunComplete(_contexts, results) {
    mkdirSync(this.options.directory, { recursive: true });
    const counts = {
      project: this.options.project,
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
      skippedTests: results.testResults
        .flatMap((file) => file.testResults)
        .filter((test) => test.status === 'pending' || test.status === 'todo')
        .map((test) => test.fullName),
    };
    writeFileSync(join(this.options.directory, `${this.options.project}.json`), JSON.stringify(counts));
  }
};
