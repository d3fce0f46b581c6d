import { startService } from '@baluarte/bootstrap';
import { Logger } from '@baluarte/observability';
import { readOrdersConfig } from './orders.config.js';
import { OrdersModule } from './orders.module.js';

await startService({
  name: 'orders',
  version: '0.1.0',
  description: 'Places orders so that the money of the customer is safe at every step.',
  readConfig: readOrdersConfig,
  module: (config) => OrdersModule.forConfig(config),
  logger: Logger,
});
