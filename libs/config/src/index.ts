export { ConfigurationError } from './configuration-error.js';
export { processEnvironment } from './process-environment.js';
export type { Environment } from './process-environment.js';
export { readConfig } from './read-config.js';
export { durationMs, flag, integer, oneOf, port, postgresUrl, ratio, secret, text, url } from './settings.js';
export type { NumberSetting } from './settings.js';
