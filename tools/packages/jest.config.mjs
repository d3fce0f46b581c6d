import { jestConfig } from '../../tools/jest/jest.config.base.mjs';

export default jestConfig({ project: 'packages', testTimeoutMs: 600_000 });
