import { timeSeries } from '../panels.js';
import { lines, linesOver, traceById, traces } from '../queries.js';
import { logs, text, traceList, traceView } from '../record-panels.js';
import { NEVER_BAD } from '../thresholds.js';

/** What all filters at the top leave, of the log. An absent field is the empty text, which `.*` matches. */
const FILTERED =
  '{service_name=~"$service"} |= `$order_id` | trace_id=~"$trace_id.*" | error_code=~"$error_code" | json level="level", route="route" | route=~".*$route.*"';

const help = text({
  title: 'How to use it',
  shows: 'What the filters at the top do.',
  width: 24,
  height: 4,
  content: [
    'Every filter may stay empty. Put in what you have: the **trace id** of an error body or of the header `X-Trace-ID`, an **error code**, a part of a **route**, an **order id**.',
    'Lines of the log are on the left, traces on the right. A line leads to its trace (open it, `trace_id`), a trace to its lines (_Logs for this span_) and to the metrics of its service at that time.',
  ].join('\n\n'),
});

const levelsOverTime = timeSeries({
  title: 'Lines of the log, by level',
  shows: 'How many lines the filters leave. A step is a moment worth looking at: drag over it.',
  queries: [linesOver(`sum by (level) (count_over_time(${FILTERED} [$__auto]))`, '{{level}}')],
  unit: 'short',
  decimals: 0,
  steps: NEVER_BAD,
  colours: { '^(error|fatal)$': 'red', '^warn$': 'yellow', '^info$': 'green', '^(debug|trace)$': 'blue' },
  stacked: true,
  nothing: 'no line',
  width: 12,
  height: 6,
});

const codesOverTime = timeSeries({
  title: 'Lines of the log, by error code',
  shows: 'The same lines, by the code they name.',
  queries: [
    linesOver(
      `sum by (service_name, error_code) (count_over_time(${FILTERED} | error_code!="" [$__auto]))`,
      '{{service_name}} {{error_code}}',
    ),
  ],
  unit: 'short',
  decimals: 0,
  steps: NEVER_BAD,
  stacked: true,
  nothing: 'no line with a code',
  width: 12,
  height: 6,
});

const lineList = logs({
  title: 'Log',
  shows: 'All lines that the filters leave, of all chosen services in the order of their time, newest first.',
  queries: [lines(FILTERED)],
  width: 12,
  height: 26,
});

const trace = traceView({
  title: 'The trace with this id',
  shows:
    'Every span of the request through all services, once a trace id is put in above. Red marks are errors; the events of a span tell of retries, rejections and circuits.',
  queries: [traceById('$trace_id')],
  width: 12,
  height: 14,
});

const failing = traceList({
  title: 'Traces with an error',
  shows:
    'Requests in which something has to be repaired; a declined card is not among them. Click an id to see the trace and its log lines.',
  queries: [traces('{ resource.service.name =~ "$service" && status = error }')],
  width: 12,
  height: 12,
});

const byCode = traceList({
  title: 'Traces with this error code',
  shows: 'Requests that were answered with the chosen code, or with any.',
  queries: [traces('{ resource.service.name =~ "$service" && span.app.error_code =~ "$error_code" }')],
  width: 8,
});

const byRoute = traceList({
  title: 'Slow requests at this route',
  shows: 'Requests at the routes that contain what is put in above, that took longer than 200 ms.',
  queries: [
    traces(
      '{ resource.service.name =~ "$service" && kind = server && span.http.route =~ ".*$route.*" && duration > 200ms }',
    ),
  ],
  width: 8,
});

const byOrder = traceList({
  title: 'Traces of this order',
  shows: 'Steps of the order with the id above, or of all orders, those of the recovery worker among them.',
  queries: [traces('{ span.order.id =~ "$order_id.*" }')],
  width: 8,
});

export const filters = { title: 'What are you looking for?', panels: [help, levelsOverTime, codesOverTime] };
export const sideBySide = { title: 'Log and trace, side by side', panels: [lineList, trace, failing] };
export const searches = { title: 'Traces, searched', panels: [byCode, byRoute, byOrder] };
