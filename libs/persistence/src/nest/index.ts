export { PersistenceModule } from './persistence.module.js';
export type { PersistenceModuleOptions } from './persistence.module.js';
