import { startService } from '@baluarte/bootstrap';
import { Logger, startTelemetry } from '@baluarte/observability';

await startService({
  name: 'stock',
  version: '0.1.0',
  description: 'The catalogue, and the pieces that are kept for orders.',
  startTelemetry,
  application: async () => {
    const { readStockConfig } = await import('./stock.config.js');
    const { StockModule } = await import('./stock.module.js');
    return { readConfig: readStockConfig, module: StockModule.forConfig };
  },
  logger: Logger,
});
