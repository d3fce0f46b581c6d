import { counted } from '../counted.js';
import { toItsCallee, toRequestsOfService } from '../links.js';
import { stateTimeline, timeSeries } from '../panels.js';
import { over, withExemplars } from '../queries.js';
import { CIRCUIT_STATES } from '../states.js';
import { badFrom, NEVER_BAD } from '../thresholds.js';

const circuits = stateTimeline({
  title: 'Circuit breakers',
  shows: 'One bar for each dependency: closed, half-open (probing), open (calls are turned away at once).',
  whenRed:
    'the dependency failed too often. Click for its engine room; the circuit closes by itself when probes succeed.',
  queries: [
    over(
      'max by (dependency, callee) (label_replace(label_replace(resilience_circuit_state{service="$service"}, "callee", "$1", "dependency", "(.*)"), "callee", "psp-simulator", "dependency", "psp.*"))',
      '{{dependency}}',
    ),
  ],
  unit: 'short',
  steps: badFrom(2, 1),
  mappings: [CIRCUIT_STATES],
  width: 12,
  links: [toItsCallee],
});

const trips = timeSeries({
  title: 'Trips of the circuit breakers',
  shows: 'Changes of state. open, half-open, open again: the dependency is not back yet.',
  whenRed:
    'a circuit opened: see its dependency. If it opens and closes all the time, it is set too tight or the dependency flaps.',
  queries: [
    over(
      `sum by (dependency, to) (${counted('resilience_circuit_transitions_total{service="$service"}', '$__rate_interval')}) > 0`,
      '{{dependency}} to {{to}}',
    ),
  ],
  unit: 'short',
  decimals: 0,
  steps: badFrom(1),
  colours: { 'to closed$': 'green', 'to half_open$': 'yellow', 'to open$': 'red' },
  stacked: true,
  nothing: 'no change',
  width: 12,
});

const latency = timeSeries({
  title: 'Attempts: p95',
  shows:
    'Time of one attempt, by dependency and operation. Flat at 1 s is the attempt timeout. Diamonds lead to traces.',
  whenRed: 'the dependency is slow: look at its own engine room, then at the way there.',
  queries: [
    withExemplars(
      'histogram_quantile(0.95, sum by (dependency, operation, le) (rate(http_client_attempt_duration_seconds_bucket{service="$service"}[$__rate_interval])))',
      '{{dependency}} {{operation}}',
    ),
  ],
  unit: 's',
  steps: badFrom(0.9, 0.5),
  width: 12,
});

const failures = timeSeries({
  title: 'Attempts: failures',
  shows: 'Share of attempts that count against the dependency. Answers of 4xx do not.',
  whenRed:
    'at 50 % of ten attempts the circuit opens. Read the traces of the failures: refused, reset, slow or 5xx?',
  queries: [
    over(
      'sum by (dependency) (rate(http_client_attempt_duration_seconds_count{service="$service",outcome="failure"}[$__rate_interval])) / sum by (dependency) (rate(http_client_attempt_duration_seconds_count{service="$service"}[$__rate_interval]))',
      '{{dependency}}',
    ),
  ],
  unit: 'percentunit',
  max: 1,
  steps: badFrom(0.5, 0.1),
  nothing: 'no attempt failed',
  width: 12,
  links: [toRequestsOfService],
});

const calls = timeSeries({
  title: 'Calls, by how they ended',
  shows:
    'ok_first went well at once, ok_retried were saved by a retry, failed and rejected reached the use case as errors.',
  queries: [
    over(
      'sum by (dependency, result) (rate(resilience_calls_total{service="$service"}[$__rate_interval]))',
      '{{dependency}} {{result}}',
    ),
  ],
  unit: 'ops',
  steps: NEVER_BAD,
  colours: {
    ok_first$: 'green',
    ok_retried$: 'yellow',
    'failed_(first|retried)$': 'red',
    rejected$: 'dark-red',
  },
  stacked: true,
  width: 12,
});

const retries = timeSeries({
  title: 'Retries, by reason',
  shows: 'Attempts that were repeated, as a share of the calls of that dependency.',
  whenRed:
    'at 20 % the retry budget is used up, and failures are no longer repeated. Retries hide a fault that grows: find it.',
  queries: [
    over(
      'sum by (dependency, reason) (rate(resilience_retries_total{service="$service"}[$__rate_interval])) / on (dependency) group_left sum by (dependency) (rate(resilience_calls_total{service="$service"}[$__rate_interval]))',
      '{{dependency}} {{reason}}',
    ),
  ],
  unit: 'percentunit',
  steps: badFrom(0.2, 0.1),
  nothing: 'no retry',
  width: 12,
});

const saved = timeSeries({
  title: 'Calls that a retry saved',
  shows: 'Share of the calls that were repeated and then went well: what retrying is worth.',
  whenRed: 'retries help nobody and load a dependency that is down: its circuit should open soon.',
  queries: [
    over(
      'sum by (dependency) (rate(resilience_calls_total{service="$service",result="ok_retried"}[$__rate_interval])) / sum by (dependency) (rate(resilience_calls_total{service="$service",result=~"ok_retried|failed_retried"}[$__rate_interval]))',
      '{{dependency}}',
    ),
  ],
  unit: 'percentunit',
  max: 1,
  steps: [
    { value: null, color: 'red' },
    { value: 0.2, color: 'yellow' },
    { value: 0.8, color: 'green' },
  ],
  nothing: 'nothing was repeated',
  width: 8,
});

const rejections = timeSeries({
  title: 'Not sent, by what kept it',
  shows: 'Calls and repetitions a second that circuit, bulkhead, retry budget or deadline turned away.',
  whenRed:
    'bulkhead: too slow or too much. deadline: callers wait too short or we are too slow. budget and circuit: the dependency fails.',
  queries: [
    over(
      'sum by (dependency, by) (rate(resilience_rejections_total{service="$service"}[$__rate_interval]))',
      '{{dependency}}: {{by}}',
    ),
  ],
  unit: 'ops',
  steps: badFrom(0.5, 0.1),
  nothing: 'nothing was turned away',
  width: 8,
});

const bulkhead = timeSeries({
  title: 'Bulkheads: slots in use',
  shows:
    'Calls under way at this moment, by dependency. There are 20 slots unless configured otherwise; then calls queue, then they are turned away.',
  whenRed:
    'the dependency has become slow: see the time of its attempts. More slots would only let more requests wait.',
  queries: [over('max by (dependency) (resilience_bulkhead_in_use{service="$service"})', '{{dependency}}')],
  unit: 'short',
  decimals: 0,
  steps: badFrom(20, 15),
  width: 8,
});

const fallbacks = timeSeries({
  title: 'Fallbacks',
  shows:
    'Times a second that a use case did without a dependency. Nobody got an error; something was missing in the answer.',
  whenRed:
    'users see less than they should (`degraded`): see the dependency. No objective is hurt, so not at night.',
  queries: [
    over(
      'sum by (dependency, operation) (rate(resilience_fallbacks_total{service="$service"}[$__rate_interval]))',
      '{{dependency}} {{operation}}',
    ),
  ],
  unit: 'ops',
  steps: badFrom(0.5, 0.05),
  nothing: 'no fallback',
  width: 24,
  height: 6,
});

export const dependencies = {
  title: 'Is it a dependency?',
  panels: [circuits, trips, latency, failures, calls, retries, saved, rejections, bulkhead, fallbacks],
};
