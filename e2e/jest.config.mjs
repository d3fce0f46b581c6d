import { jestConfig } from '../tools/jest/jest.config.base.mjs';

export default jestConfig({ project: 'e2e', postgres: false, testTimeoutMs: 180_000 });
