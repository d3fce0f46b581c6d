import { Module, type DynamicModule } from '@nestjs/common';
import { HealthModule } from '../../src/index.js';
import { dependencyHealth, ResilienceRegistry, type ResilientClient } from '@baluarte/resilience';
import { clientToken, ResilienceModule } from '@baluarte/resilience/nest';

@Module({})
export class StockHealthModule {
  static forStock(baseURL: string): DynamicModule {
    return {
      module: StockHealthModule,
      imports: [
        ResilienceModule.forRoot(),
        ResilienceModule.forClient('stock', { baseURL, preset: 'read-heavy' }),
        HealthModule.forRootAsync({
          inject: [ResilienceRegistry, clientToken('stock')],
          useFactory: (registry: ResilienceRegistry, http: ResilientClient['http']) => ({
            checks: [
              {
                name: 'stock',
                critical: false,
                check: dependencyHealth(registry, 'stock', http, '/health/live'),
              },
            ],
          }),
        }),
      ],
    };
  }
}
