import { jestConfig } from '../../tools/jest/jest.config.base.mjs';

export default jestConfig({ project: 'persistence', postgres: true });
