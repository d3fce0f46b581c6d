import { link, dashboardNow, MICROSCOPE, toItsErrorPage, toItsRequests, toItsService } from '../links.js';
import { timeSeries } from '../panels.js';
import { over, rowsOf, withExemplars } from '../queries.js';
import { table } from '../record-panels.js';
import { ENTRY, STATUS_COLOURS, WORK } from '../routes.js';
import { topErrorCodes } from '../top-error-codes.js';
import { badFrom, NEVER_BAD } from '../thresholds.js';

const share5xx = timeSeries({
  title: 'Answers of 5xx, by service',
  shows:
    'Share of all answers that say that we failed. The service that is highest first is nearest to the cause.',
  whenRed: 'click the line: the engine room of that service says which error codes and which dependency.',
  queries: [
    over(
      `sum by (service) (rate(http_server_request_duration_seconds_count{job="services",status=~"5..",${WORK}}[$__rate_interval])) / sum by (service) (rate(http_server_request_duration_seconds_count{job="services",${WORK}}[$__rate_interval]))`,
      '{{service}}',
    ),
  ],
  unit: 'percentunit',
  steps: badFrom(0.02, 0.005),
  nothing: 'no answer of 5xx',
  width: 8,
  links: [toItsService],
});

const p95 = timeSeries({
  title: 'p95 at the entry, by service',
  shows:
    'Time of nineteen of twenty answers of the services that clients call. Each diamond is one request: its trace is a click away.',
  whenRed: 'open the trace of a diamond above the line, and see which span is the long one.',
  queries: [
    withExemplars(
      `histogram_quantile(0.95, sum by (service, le) (rate(http_server_request_duration_seconds_bucket{${ENTRY},${WORK}}[$__rate_interval])))`,
      '{{service}}',
    ),
  ],
  unit: 's',
  steps: badFrom(0.5, 0.2),
  width: 8,
  links: [toItsService],
});

const traffic = timeSeries({
  title: 'Requests at the entry, by status',
  shows:
    'Answers a second of the services that clients call, by class: 2xx green, 4xx yellow, 5xx red. A gap is an outage too.',
  queries: [
    over(
      `sum by (class) (label_replace(rate(http_server_request_duration_seconds_count{${ENTRY},${WORK}}[$__rate_interval]), "class", "\${1}xx", "status", "(.).*"))`,
      '{{class}}',
    ),
  ],
  unit: 'reqps',
  steps: NEVER_BAD,
  colours: STATUS_COLOURS,
  stacked: true,
  width: 8,
});

const orders = timeSeries({
  title: 'Orders, by state they came to',
  shows:
    'Orders a second. `payment_unknown` were asked and not answered; the recovery worker finds out. `rejected` is an answer of the business.',
  queries: [over('sum by (state) (rate(orders_total[$__rate_interval]))', '{{state}}')],
  unit: 'ops',
  steps: NEVER_BAD,
  colours: { '^confirmed$': 'green', '^payment_unknown$': 'orange', '^cancelled$': 'yellow' },
  width: 8,
  links: [link('Steps of orders in the microscope', dashboardNow(MICROSCOPE, { service: 'orders' }))],
});

const codes = table({
  title: 'Top error codes of all services',
  shows:
    'How often each code was answered in the time that is looked at. A code leads to its page, which says who can fix it, and to its logs and traces.',
  queries: [rowsOf(topErrorCodes(''))],
  columns: {
    service: 'service',
    error_code: 'error_code',
    kind: 'kind',
    status: 'status',
    port: 'port',
    Value: 'times',
  },
  unit: 'short',
  decimals: 0,
  steps: NEVER_BAD,
  nothing: 'no error',
  width: 16,
  links: [toItsErrorPage, toItsRequests],
});

export const entry = { title: 'At the entry', panels: [share5xx, p95, traffic, orders, codes] };
