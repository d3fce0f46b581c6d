import { jestConfig } from '../../tools/jest/jest.config.base.mjs';

export default jestConfig({ project: 'payments', postgres: true, testTimeoutMs: 90_000 });
