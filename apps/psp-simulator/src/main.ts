import { startService } from '@baluarte/bootstrap';
import { Logger } from '@baluarte/observability';
import { readPspSimulatorConfig } from './psp-simulator.config.js';
import { PspSimulatorModule } from './psp-simulator.module.js';

await startService({
  name: 'psp-simulator',
  version: '0.1.0',
  description: 'A card processor to test against; it behaves by payment token, as test cards do.',
  readConfig: readPspSimulatorConfig,
  module: (config) => PspSimulatorModule.forConfig(config),
  logger: Logger,
});
