import { dashboardNow, link, MICROSCOPE, toItsService } from '../links.js';
import { stat, stateTimeline, timeSeries } from '../panels.js';
import { callGraph, now, over } from '../queries.js';
import { nodeGraph } from '../record-panels.js';
import { CIRCUIT_STATES, UP_STATES } from '../states.js';
import { badBelow, badFrom, CONTAINER_MEMORY, NEVER_BAD } from '../thresholds.js';

const down = stat({
  title: 'Services down',
  shows: 'Processes that Prometheus cannot read the metrics of.',
  whenRed: 'open the timeline beside: is it one, or all of them? Then runbook TargetDown.',
  queries: [now('count(up{job="services"} == 0) or vector(0)')],
  unit: 'short',
  steps: badFrom(1),
  width: 4,
});

const open = stat({
  title: 'Circuits not closed',
  shows: 'Dependencies that are not asked at the moment, because they failed.',
  whenRed:
    'the timeline beside says between whom. The circuit tries again by itself; look after the dependency.',
  queries: [now('count(resilience_circuit_state > 0) or vector(0)')],
  unit: 'short',
  steps: badFrom(1),
  width: 4,
});

const restarts = stat({
  title: 'Restarts',
  shows: 'Processes that started anew in the time that is looked at: deployments and crashes.',
  whenRed: 'if nobody deployed, read the last lines of that service before the start, in the microscope.',
  queries: [now('sum(changes(process_start_time_seconds{job="services"}[$__range]))')],
  unit: 'short',
  decimals: 0,
  steps: badFrom(3, 1),
  width: 4,
  links: [link('Logs of all services', dashboardNow(MICROSCOPE))],
});

const waiting = stat({
  title: 'Requests waiting for a database connection',
  shows: 'At this moment, in all services.',
  whenRed: 'a pool is empty: runbook DatabasePoolExhausted.',
  queries: [now('sum(db_pool_connections{state="waiting"})')],
  unit: 'short',
  steps: badFrom(1),
  width: 4,
});

const fullest = stat({
  title: 'Fullest database pool',
  shows: 'Share of connections in use, of the pool that has fewest left.',
  whenRed: 'queries have become slow or many: see the pool in the engine room of each service.',
  queries: [
    now('max(db_pool_connections{state="in_use"} / on (service, instance) db_pool_connections{state="max"})'),
  ],
  unit: 'percentunit',
  steps: badFrom(0.9, 0.7),
  width: 4,
});

const telemetry = stat({
  title: 'Scrapes that succeed',
  shows: 'Share of everything that is scraped, the telemetry itself included.',
  whenRed: 'do not trust an empty panel until this is green: runbook TelemetryTargetDown.',
  queries: [now('avg(up)')],
  unit: 'percentunit',
  steps: badBelow(0.99),
  width: 4,
});

const up = stateTimeline({
  title: 'Services up',
  shows: 'One bar a process.',
  whenRed: 'the process is gone or cannot be reached: runbook TargetDown. Click for its engine room.',
  queries: [over('min by (service, instance) (up{job="services"})', '{{service}} {{instance}}')],
  unit: 'short',
  steps: badBelow(1),
  mappings: [UP_STATES],
  width: 12,
  links: [toItsService],
});

const circuits = stateTimeline({
  title: 'Circuit breakers of all services',
  shows: 'One bar for each dependency of each service.',
  whenRed: 'calls are turned away at once. If many bars to the same dependency are red, go there.',
  queries: [over('max by (service, dependency) (resilience_circuit_state)', '{{service}} to {{dependency}}')],
  unit: 'short',
  steps: badFrom(2, 1),
  mappings: [CIRCUIT_STATES],
  width: 12,
  links: [toItsService],
});

const memory = timeSeries({
  title: 'Memory, by service',
  shows: 'Resident memory of each process. A saw is garbage collection; a staircase is a leak.',
  whenRed:
    'the process is near the limit of its container: compare heap and resident memory in its engine room.',
  queries: [
    over('max by (service, instance) (process_resident_memory_bytes{job="services"})', '{{service}}'),
  ],
  unit: 'bytes',
  steps: CONTAINER_MEMORY,
  width: 8,
  links: [toItsService],
});

const eventLoop = timeSeries({
  title: 'Event loop delay p99, by service',
  shows: 'How late one turn in a hundred comes. Everything in that process waits as long.',
  whenRed: 'something computes for too long at a time: runbook EventLoopLagging.',
  queries: [
    over('max by (service, instance) (nodejs_eventloop_lag_p99_seconds{job="services"})', '{{service}}'),
  ],
  unit: 's',
  steps: badFrom(0.1, 0.05),
  width: 8,
  links: [toItsService],
});

const processor = timeSeries({
  title: 'Processor, by service',
  shows: 'Cores in use; a Node.js process seldom uses more than one.',
  queries: [
    over(
      'sum by (service, instance) (rate(process_cpu_seconds_total{job="services"}[$__rate_interval]))',
      '{{service}}',
    ),
  ],
  unit: 'none',
  steps: NEVER_BAD,
  width: 8,
  links: [toItsService],
});

const graph = nodeGraph({
  title: 'Who calls whom',
  shows:
    'From the spans that Tempo got: calls a second, time and failures of every edge. Click a node for its traces.',
  queries: [callGraph()],
  width: 24,
});

export const infrastructure = {
  title: 'Is the ground firm?',
  panels: [
    down,
    open,
    restarts,
    waiting,
    fullest,
    telemetry,
    up,
    circuits,
    memory,
    eventLoop,
    processor,
    graph,
  ],
};
