import { jestConfig } from '../../tools/jest/jest.config.base.mjs';

export default jestConfig({ project: 'observability', postgres: true, testTimeoutMs: 60_000 });
