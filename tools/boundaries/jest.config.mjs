import { jestConfig } from '../../tools/jest/jest.config.base.mjs';

export default jestConfig({ project: 'boundaries', testTimeoutMs: 120_000 });
