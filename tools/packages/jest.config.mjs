import { jestConfig } from '../../tools/jest/jest.config.base.mjs';

export default jestConfig({ project: 'packages', postgres: true, testTimeoutMs: 600_000 });
