export { PersistenceModule } from './persistence.module.js';
export type { PersistenceModuleAsyncOptions, PersistenceModuleOptions } from './persistence.module.js';
