export { ConfigurationError } from './configuration-error.js';
export { databaseConfig, databaseSettings } from './database-settings.js';
export { secret } from './describe-setting.js';
export { processEnvironment } from './process-environment.js';
export type { Environment } from './process-environment.js';
export { readConfig } from './read-config.js';
export { durationMs, flag, integer, oneOf, port, postgresUrl, ratio, text, url } from './settings.js';
export type { NumberSetting } from './settings.js';
export { withRule } from './with-rule.js';
