export { DeadlineInterceptor } from './deadline.interceptor.js';
export { InjectClient, InjectPipeline } from './inject.js';
export { ResilienceModule } from './resilience.module.js';
export type { AsyncOptions, PipelineModuleOptions, ResilienceOptions } from './resilience.module.js';
export { Resilient } from './resilient.js';
export type { ResilientMethodOptions } from './resilient.js';
export { clientToken, pipelineToken } from './tokens.js';
