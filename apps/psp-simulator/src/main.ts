import { startService } from '@baluarte/bootstrap';
import { Logger } from '@baluarte/observability';
import { TEST_TOKENS } from './application/test-tokens.js';
import { readPspSimulatorConfig } from './psp-simulator.config.js';
import { PspSimulatorModule } from './psp-simulator.module.js';

const TOKENS = TEST_TOKENS.map(({ token, description }) => `| \`${token}\` | ${description} |`);

await startService({
  name: 'psp-simulator',
  version: '0.1.0',
  description: [
    'A card processor to test against; it behaves by payment token, as test cards do.',
    'Errors have the form `{ "error": { "type", "code", "message" } }`. A 4xx or a 503 means that nothing was done; after a 500, or without an answer, it is not known.',
    ['| token | behaviour |', '|---|---|', ...TOKENS].join('\n'),
  ].join('\n\n'),
  readConfig: readPspSimulatorConfig,
  module: (config) => PspSimulatorModule.forConfig(config),
  logger: Logger,
});
