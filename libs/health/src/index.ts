export { Drain } from './drain.js';
export type { CheckReport, CheckResult, HealthCheckDefinition, HealthStatus } from './health-check.js';
export type { HealthOptions } from './health-options.js';
export { Health } from './health.js';
export type { HealthReport } from './health.js';
export { HealthModule } from './health.module.js';
export type { HealthAsyncOptions } from './health.module.js';
export { DrainingError, ServiceUnhealthyError } from './health.errors.js';
