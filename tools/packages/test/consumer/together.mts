import 'reflect-metadata';
import { Controller, Get, Module, Param } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DEPENDENCIES, judgeFailure, standardCatalogue } from '@baluarte/errors';
import { ErrorsModule } from '@baluarte/errors/nest';
import { HealthModule } from '@baluarte/health';
import { currentTraceId, Logger, ObservabilityModule, recordError } from '@baluarte/observability';
import {
  dependencyHealth,
  describeCallFailure,
  ResilienceRegistry,
  type ResilientClient,
} from '@baluarte/resilience';
import { clientToken, InjectClient, ResilienceModule } from '@baluarte/resilience/nest';
import { adapter } from './platform.js';

const baseURL = process.env['PEER'] ?? '';

@Controller('products')
class ProductsController {
  constructor(@InjectClient('stock') private readonly stock: ResilientClient['http']) {}

  @Get(':id')
  async show(@Param('id') id: string) {
    try {
      return (await this.stock.get<object>(`/products/${id}`, { operation: 'product' })).data;
    } catch (error) {
      throw judgeFailure(DEPENDENCIES.stock, describeCallFailure(error), { cause: error });
    }
  }
}

@Module({
  imports: [
    ResilienceModule.forRoot(),
    ResilienceModule.forClient('stock', {
      baseURL,
      retry: { maxRetries: 0 },
      circuit: { minCalls: 5, breakMs: 60_000 },
    }),
    ObservabilityModule.forRoot({ serviceName: 'shop', version: '1.0.0', resilience: ResilienceRegistry }),
    ErrorsModule.forRoot({
      serviceName: 'shop',
      catalogue: standardCatalogue,
      traceId: currentTraceId,
      onError: recordError,
    }),
    HealthModule.forRootAsync({
      inject: [ResilienceRegistry, clientToken('stock')],
      useFactory: (registry: ResilienceRegistry, http: ResilientClient['http']) => ({
        checks: [
          { name: 'stock', critical: false, cacheMs: 0, check: dependencyHealth(registry, 'stock', http) },
        ],
      }),
    }),
  ],
  controllers: [ProductsController],
})
class TogetherModule {}

async function main() {
  const app = await NestFactory.create(TogetherModule, adapter(), { bufferLogs: true });
  app.useLogger(app.get(Logger));
  app.enableShutdownHooks(['SIGTERM'], { useProcessExit: true });
  await app.listen(Number(process.env['PORT']), '127.0.0.1');
}

void main();
