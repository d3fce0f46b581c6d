import { jestConfig } from '../jest/jest.config.base.mjs';

/** Measures keep a processor busy each: one at a time. */
export default { ...jestConfig({ project: 'guide', testTimeoutMs: 120_000 }), maxWorkers: 1 };
