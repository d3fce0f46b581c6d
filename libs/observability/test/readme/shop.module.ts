import { Controller, Get, Inject, Injectable, Module } from '@nestjs/common';
import { ResilienceRegistry } from '@baluarte/resilience';
import { ResilienceModule } from '@baluarte/resilience/nest';
import { inSpan, Metrics, ObservabilityModule, PinoLogger } from '../../src/index.js';
import type { MetricDefinition } from '../../src/index.js';

const VISITS: MetricDefinition = {
  name: 'shop_visits_total',
  help: 'Visits of the shop.',
  labels: ['door'],
};

@Injectable()
@Controller('shop')
export class ShopController {
  constructor(
    @Inject(PinoLogger) private readonly logger: PinoLogger,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  @Get()
  visit() {
    this.metrics.counter(VISITS).inc({ labels: { door: 'front' } });
    return inSpan('look around', { 'shop.door': 'front' }, () => {
      this.logger.info({ door: 'front', password: 'never shown' }, 'somebody came in');
      return { welcome: true };
    });
  }
}

@Module({
  imports: [
    ResilienceModule.forRoot(),
    ObservabilityModule.forRoot({
      serviceName: 'shop',
      version: '1.0.0',
      resilience: ResilienceRegistry,
    }),
  ],
  controllers: [ShopController],
})
export class ShopModule {}
