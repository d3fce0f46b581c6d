import { jestConfig } from '../../tools/jest/jest.config.base.mjs';

export default jestConfig({ project: 'alerts', testTimeoutMs: 120_000 });
