import { Controller, Get, Header, Headers, Inject, Res } from '@nestjs/common';
import { OPENMETRICS, PROMETHEUS_TEXT, toPrometheusText, wantsOpenMetrics } from './exposition.js';
import { Metrics } from './metrics.js';

/** What both frameworks' response objects offer. */
interface HeaderTarget {
  header(name: string, value: string): unknown;
}

/** `GET /metrics`: OpenMetrics for whoever accepts it, Prometheus' text format for everybody else. */
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(Metrics) private readonly metrics: Metrics) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async scrape(
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) response: HeaderTarget,
  ) {
    const openMetrics = await this.metrics.registry.metrics();
    const asked = wantsOpenMetrics(accept);
    response.header('Content-Type', asked ? OPENMETRICS : PROMETHEUS_TEXT);
    return asked ? openMetrics : toPrometheusText(openMetrics);
  }
}
