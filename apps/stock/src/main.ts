import { startService } from '@baluarte/bootstrap';
import { Logger } from '@baluarte/observability';
import { readStockConfig } from './stock.config.js';
import { StockModule } from './stock.module.js';

await startService({
  name: 'stock',
  version: '0.1.0',
  description: 'The catalogue, and the pieces that are kept for orders.',
  readConfig: readStockConfig,
  module: (config) => StockModule.forConfig(config),
  logger: Logger,
});
