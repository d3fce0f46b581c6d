import { jestConfig } from '../../tools/jest/jest.config.base.mjs';

export default jestConfig({ project: 'repository' });
