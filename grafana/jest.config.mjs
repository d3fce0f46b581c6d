import { jestConfig } from '../tools/jest/jest.config.base.mjs';

export default jestConfig({ project: 'grafana', testTimeoutMs: 240_000 });
