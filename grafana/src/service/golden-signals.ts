import { toItsRoute, toRequestsOfService } from '../links.js';
import { heatmap, stat, timeSeries } from '../panels.js';
import { buckets, now, over, withExemplars } from '../queries.js';
import { WORK } from '../routes.js';
import { badFrom, NEVER_BAD } from '../thresholds.js';

const OF_SERVICE = `service="$service",${WORK}`;

const requests = stat({
  title: 'Requests',
  shows: 'Answers a second, over a minute. Zero while clients ask is an outage.',
  queries: [now(`sum(rate(http_server_request_duration_seconds_count{${OF_SERVICE}}[1m]))`)],
  unit: 'reqps',
  steps: NEVER_BAD,
  width: 6,
});

const failing = stat({
  title: 'Answers of 5xx',
  shows: 'Share of the answers of the last minute.',
  whenRed:
    'look at the error codes below: the code names the dependency, or says that it is a bug of this service.',
  queries: [
    now(
      `sum(rate(http_server_request_duration_seconds_count{${OF_SERVICE},status=~"5.."}[1m])) / sum(rate(http_server_request_duration_seconds_count{${OF_SERVICE}}[1m]))`,
    ),
  ],
  unit: 'percentunit',
  decimals: 2,
  steps: badFrom(0.02, 0.005),
  nothing: 'none',
  width: 6,
  links: [toRequestsOfService],
});

const p95 = stat({
  title: 'p95',
  shows: 'Nineteen of twenty answers of the last minute came sooner.',
  whenRed: 'compare with the time of the attempts at the dependencies below: is it them, or this process?',
  queries: [
    now(
      `histogram_quantile(0.95, sum by (le) (rate(http_server_request_duration_seconds_bucket{${OF_SERVICE}}[1m])))`,
    ),
  ],
  unit: 's',
  steps: badFrom(0.5, 0.2),
  width: 6,
});

const open = stat({
  title: 'Circuits not closed',
  shows: 'Dependencies of this service that are not asked at the moment.',
  whenRed: 'see the timeline of the circuits below, and follow its link to the service that is called.',
  queries: [now('count(resilience_circuit_state{service="$service"} > 0) or vector(0)')],
  unit: 'short',
  steps: badFrom(1),
  width: 6,
});

const traffic = timeSeries({
  title: 'Traffic, by route',
  shows: 'Answers a second of every route. `unmatched` is what no route took.',
  queries: [
    over(
      `sum by (method, route) (rate(http_server_request_duration_seconds_count{${OF_SERVICE}}[$__rate_interval]))`,
      '{{method}} {{route}}',
    ),
  ],
  unit: 'reqps',
  steps: NEVER_BAD,
  width: 12,
  links: [toItsRoute],
});

const errors = timeSeries({
  title: 'Answers of 5xx, by route',
  shows: 'Share of the answers of every route that say that we failed.',
  whenRed: 'click the line for the logs and traces of this route.',
  queries: [
    over(
      `sum by (method, route) (rate(http_server_request_duration_seconds_count{${OF_SERVICE},status=~"5.."}[$__rate_interval])) / sum by (method, route) (rate(http_server_request_duration_seconds_count{${OF_SERVICE}}[$__rate_interval]))`,
      '{{method}} {{route}}',
    ),
  ],
  unit: 'percentunit',
  steps: badFrom(0.02, 0.005),
  nothing: 'no answer of 5xx',
  width: 12,
  links: [toItsRoute],
});

const latency = timeSeries({
  title: 'p95, by route',
  shows:
    'Nineteen of twenty answers of a route came sooner. Each diamond is one request: its trace is a click away.',
  whenRed: 'open the trace of a diamond above the line, and see which span is the long one.',
  queries: [
    withExemplars(
      `histogram_quantile(0.95, sum by (method, route, le) (rate(http_server_request_duration_seconds_bucket{${OF_SERVICE}}[$__rate_interval])))`,
      '{{method}} {{route}}',
    ),
  ],
  unit: 's',
  steps: badFrom(0.5, 0.2),
  width: 12,
  links: [toItsRoute],
});

const distribution = heatmap({
  title: 'Time of all answers',
  shows:
    'How many answers took how long. Two bands are two kinds of answers: quick refusals and slow waits, most often. Diamonds lead to traces.',
  queries: [
    buckets(
      `sum by (le) (increase(http_server_request_duration_seconds_bucket{${OF_SERVICE}}[$__rate_interval]))`,
    ),
  ],
  unit: 's',
  steps: NEVER_BAD,
  width: 12,
});

export const goldenSignals = {
  title: 'How is $service?',
  panels: [requests, failing, p95, open, traffic, errors, latency, distribution],
};
