import { jestConfig } from '../tools/jest/jest.config.base.mjs';

/** Each file starts the whole system: one at a time. */
export default { ...jestConfig({ project: 'experiments', testTimeoutMs: 180_000 }), maxWorkers: 1 };
