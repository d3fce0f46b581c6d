import 'reflect-metadata';
import { startService } from '../../src/index.js';
import { JsonLogger } from './json-logger.js';

void startService({
  name: 'greeter',
  version: '1.0.0',
  description: 'Greets.',
  startTelemetry: () => Promise.resolve(),
  application: () => import('./greeter.application.js'),
  logger: JsonLogger,
});
