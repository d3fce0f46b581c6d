import { startService } from '@baluarte/bootstrap';
import { Logger, startTelemetry } from '@baluarte/observability';
import { TEST_TOKENS } from './application/test-tokens.js';

const TOKENS = TEST_TOKENS.map(({ token, description }) => `| \`${token}\` | ${description} |`);

await startService({
  name: 'psp-simulator',
  version: '0.1.0',
  description: [
    'A card processor to test against; it behaves by payment token, as test cards do.',
    'Errors have the form `{ "error": { "type", "code", "message" } }`. A 4xx or a 503 means that nothing was done; after a 500, or without an answer, it is not known.',
    ['| token | behaviour |', '|---|---|', ...TOKENS].join('\n'),
  ].join('\n\n'),
  startTelemetry,
  application: async () => {
    const { readPspSimulatorConfig } = await import('./psp-simulator.config.js');
    const { PspSimulatorModule } = await import('./psp-simulator.module.js');
    return { readConfig: readPspSimulatorConfig, module: PspSimulatorModule.forConfig };
  },
  logger: Logger,
});
