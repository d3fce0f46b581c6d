import { startService } from '@baluarte/bootstrap';
import { Logger } from '@baluarte/observability';
import { readPaymentsConfig } from './payments.config.js';
import { PaymentsModule } from './payments.module.js';

await startService({
  name: 'payments',
  version: '0.1.0',
  description:
    'Charges a card once for an order, and finds out what became of a charge whose answer was lost.',
  readConfig: readPaymentsConfig,
  module: (config) => PaymentsModule.forConfig(config),
  logger: Logger,
});
