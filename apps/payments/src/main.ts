import { startService } from '@baluarte/bootstrap';
import { Logger, startTelemetry } from '@baluarte/observability';

await startService({
  name: 'payments',
  version: '0.1.0',
  description:
    'Charges a card once for an order, and finds out what became of a charge whose answer was lost.',
  startTelemetry,
  application: async () => {
    const { readPaymentsConfig } = await import('./payments.config.js');
    const { PaymentsModule } = await import('./payments.module.js');
    return { readConfig: readPaymentsConfig, module: PaymentsModule.forConfig };
  },
  logger: Logger,
});
