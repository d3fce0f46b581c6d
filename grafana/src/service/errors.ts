import { toItsErrorPage, toItsRequests } from '../links.js';
import { timeSeries } from '../panels.js';
import { lines, over, rowsOf, withExemplars } from '../queries.js';
import { logs, table } from '../record-panels.js';
import { STATUS_COLOURS, WORK } from '../routes.js';
import { topErrorCodes } from '../top-error-codes.js';
import { badFrom, NEVER_BAD } from '../thresholds.js';

const codes = table({
  title: 'Top error codes',
  shows:
    'How often $service answered with each code in the time that is looked at. A code leads to its page, which says who can fix it, and to its logs and traces.',
  queries: [rowsOf(topErrorCodes('service="$service"'))],
  columns: {
    error_code: 'error_code',
    kind: 'kind',
    status: 'status',
    service: 'service',
    port: 'port',
    Value: 'times',
  },
  unit: 'short',
  decimals: 0,
  steps: NEVER_BAD,
  nothing: 'no error',
  width: 12,
  links: [toItsErrorPage, toItsRequests],
});

const classes = timeSeries({
  title: '4xx against 5xx',
  shows:
    'Answers a second. 4xx (yellow) are for callers to fix, 5xx (red) for us. Many 4xx at once: a client that changed, or a release of ours that broke a contract.',
  queries: [
    over(
      `sum by (status) (rate(http_server_request_duration_seconds_count{service="$service",status=~"[45]..",${WORK}}[$__rate_interval]))`,
      '{{status}}',
    ),
  ],
  unit: 'reqps',
  steps: NEVER_BAD,
  colours: STATUS_COLOURS,
  stacked: true,
  nothing: 'no error',
  width: 12,
});

const ours = timeSeries({
  title: 'Errors that are ours, by code',
  shows: 'Answers of 5xx a second. Each diamond is one of them: its trace is a click away.',
  whenRed: 'any steady rate is an outage for somebody: take the code that rose first.',
  queries: [
    withExemplars(
      'sum by (error_code) (rate(app_errors_total{service="$service",status=~"5.."}[$__rate_interval]))',
      '{{error_code}}',
    ),
  ],
  unit: 'ops',
  steps: badFrom(0.1),
  nothing: 'no error of ours',
  width: 12,
});

const lastLines = logs({
  title: 'Last errors in the log',
  shows: 'Lines of level error of $service, newest first. Open one: its trace_id leads to the trace.',
  queries: [lines('{service_name="$service"} | json level="level" | level=~"error|fatal"')],
  width: 12,
  height: 8,
});

export const errors = {
  title: 'What fails, and whose fault is it?',
  panels: [codes, classes, ours, lastLines],
};
