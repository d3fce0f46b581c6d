import { jestConfig } from '../jest/jest.config.base.mjs';

/** Who walks through a page waits most of the time, so two can walk at once; each has a system of its own. */
export default { ...jestConfig({ project: 'guide', testTimeoutMs: 180_000 }), maxWorkers: 2 };
