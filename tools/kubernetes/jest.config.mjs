import { jestConfig } from '../../tools/jest/jest.config.base.mjs';

export default jestConfig({ project: 'kubernetes', testTimeoutMs: 120_000 });
