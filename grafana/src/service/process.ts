import { timeSeries } from '../panels.js';
import { over } from '../queries.js';
import { badFrom, CONTAINER_MEMORY, NEVER_BAD } from '../thresholds.js';

const eventLoop = timeSeries({
  title: 'Event loop delay',
  shows: 'How late turns of the event loop come: median, one in a hundred, and the worst.',
  whenRed:
    'something computes for too long at a time; timeouts and health checks are late as well. Runbook EventLoopLagging.',
  queries: [
    over('max(nodejs_eventloop_lag_p50_seconds{service="$service"})', 'median'),
    over('max(nodejs_eventloop_lag_p99_seconds{service="$service"})', 'p99'),
    over('max(nodejs_eventloop_lag_max_seconds{service="$service"})', 'worst'),
  ],
  unit: 's',
  steps: badFrom(0.1, 0.05),
  width: 8,
});

const memory = timeSeries({
  title: 'Memory',
  shows: 'Resident memory, and how much of the heap is used. A staircase is a leak.',
  whenRed:
    'the process is near the limit of its container and will be killed: take a heap snapshot now, then restart it.',
  queries: [
    over('max(process_resident_memory_bytes{service="$service"})', 'resident'),
    over('max(nodejs_heap_size_used_bytes{service="$service"})', 'heap used'),
    over('max(nodejs_heap_size_total_bytes{service="$service"})', 'heap'),
    over('max(nodejs_external_memory_bytes{service="$service"})', 'external'),
  ],
  unit: 'bytes',
  steps: CONTAINER_MEMORY,
  width: 8,
});

const inFlight = timeSeries({
  title: 'Requests in flight',
  shows:
    'Requests that came and are not answered yet, without probes. It rises when more come, and when each takes longer: requests a second times seconds.',
  queries: [
    over('sum(http_server_requests_in_flight{service="$service"})', 'all'),
    over('max(http_server_requests_in_flight{service="$service"})', 'busiest instance'),
  ],
  unit: 'short',
  decimals: 0,
  steps: NEVER_BAD,
  width: 6,
});

const pool = timeSeries({
  title: 'Database pool',
  shows: 'Connections in use and idle, the limit, and how many requests wait for one.',
  queries: [over('max by (state) (db_pool_connections{service="$service"})', '{{state}}')],
  unit: 'short',
  decimals: 0,
  steps: NEVER_BAD,
  colours: { '^waiting$': 'red', '^idle$': 'green' },
  nothing: 'no pool',
  width: 6,
});

const fullness = timeSeries({
  title: 'Database pool: share in use',
  shows: 'Connections in use of those there may be.',
  whenRed:
    'queries are slow or many: look for long database spans in traces of this service. Runbook DatabasePoolExhausted.',
  queries: [
    over(
      'max(db_pool_connections{service="$service",state="in_use"} / on (instance) db_pool_connections{service="$service",state="max"})',
      'in use',
    ),
  ],
  unit: 'percentunit',
  max: 1,
  steps: badFrom(0.9, 0.7),
  nothing: 'no pool',
  width: 6,
});

const processor = timeSeries({
  title: 'Processor',
  shows: 'Cores in use, and the share of time that went to garbage collection, by its kind.',
  queries: [
    over('sum(rate(process_cpu_seconds_total{service="$service"}[$__rate_interval]))', 'all'),
    over(
      'sum by (kind) (rate(nodejs_gc_duration_seconds_sum{service="$service"}[$__rate_interval]))',
      'collection: {{kind}}',
    ),
  ],
  unit: 'none',
  steps: NEVER_BAD,
  width: 8,
});

const files = timeSeries({
  title: 'Open files and sockets',
  shows: 'As a share of what the process may have open.',
  whenRed: 'sockets are not closed: count the connections by state on that machine.',
  queries: [
    over(
      'max(process_open_fds{service="$service"} / on (instance) process_max_fds{service="$service"})',
      'open',
    ),
  ],
  unit: 'percentunit',
  steps: badFrom(0.8, 0.5),
  width: 6,
});

export const processPanels = {
  title: 'Is it the process?',
  panels: [eventLoop, memory, processor, inFlight, pool, fullness, files],
};
