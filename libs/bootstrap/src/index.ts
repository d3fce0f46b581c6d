export { configureService } from './configure-service.js';
export type { ServiceDescription } from './configure-service.js';
export { startService } from './start-service.js';
export type { ServiceApplication, ServiceDefinition } from './start-service.js';
