import { startService } from '@baluarte/bootstrap';
import { Logger, startTelemetry } from '@baluarte/observability';

await startService({
  name: 'orders',
  version: '0.1.0',
  description: 'Places orders so that the money of the customer is safe at every step.',
  startTelemetry,
  application: async () => {
    const { readOrdersConfig } = await import('./orders.config.js');
    const { OrdersModule } = await import('./orders.module.js');
    return { readConfig: readOrdersConfig, module: OrdersModule.forConfig };
  },
  logger: Logger,
});
