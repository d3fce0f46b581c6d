export { eventually } from './eventually.js';
export { freePort } from './free-port.js';
export { PostgresServer } from './postgres/postgres-server.js';
export { createTestDatabase, TEST_POSTGRES_URL } from './postgres/test-database.js';
export type { TestDatabase } from './postgres/test-database.js';
export { ServiceProcess } from './service-process.js';
export type { LogLine, ServiceProcessOptions } from './service-process.js';
export { PLATFORMS, startApp } from './start-app.js';
export type { Platform, StartAppOptions, StartedApp } from './start-app.js';
