import { toItsService } from '../links.js';
import { timeSeries } from '../panels.js';
import { over, withExemplars } from '../queries.js';
import { WORK } from '../routes.js';
import { badFrom } from '../thresholds.js';

const CHOSEN = `service=~"$service",${WORK},route=~".*$route.*"`;

const latency = timeSeries({
  title: 'p95 at the same time',
  shows:
    'Of the chosen services and routes: was this request slow, or was everything? Diamonds are single requests.',
  whenRed: 'everything was slow: back to the engine room of that service.',
  queries: [
    withExemplars(
      `histogram_quantile(0.95, sum by (service, route, le) (rate(http_server_request_duration_seconds_bucket{${CHOSEN}}[$__rate_interval])))`,
      '{{service}} {{route}}',
    ),
  ],
  unit: 's',
  steps: badFrom(0.5, 0.2),
  width: 12,
  links: [toItsService],
});

const errors = timeSeries({
  title: 'Errors at the same time',
  shows:
    'Answers of the chosen services a second with the chosen code, or with any. Was it this request, or many?',
  whenRed: 'many: back to the engine room of that service.',
  queries: [
    over(
      'sum by (service, error_code) (rate(app_errors_total{service=~"$service",error_code=~"$error_code"}[$__rate_interval]))',
      '{{service}} {{error_code}}',
    ),
  ],
  unit: 'ops',
  steps: badFrom(1, 0.1),
  nothing: 'no error',
  width: 12,
  links: [toItsService],
});

export const metricsBeside = { title: 'One request, or all of them?', panels: [latency, errors] };
