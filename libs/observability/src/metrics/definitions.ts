import type { MetricDefinition } from './metrics.js';

/** Time to answer, by the route's template. */
export const HTTP_SERVER_REQUEST_DURATION: MetricDefinition = {
  name: 'http_server_request_duration_seconds',
  help: 'Time from the first byte of a request to the last byte of its answer.',
  labels: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 3, 5, 10],
};

/** Work that was taken and is not answered yet. */
export const HTTP_SERVER_REQUESTS_IN_FLIGHT: MetricDefinition = {
  name: 'http_server_requests_in_flight',
  help: 'Requests that came and whose answer has not ended; probes and scrapes do not count.',
  labels: [],
};

/** Every error that left the service, by its code. */
export const APP_ERRORS: MetricDefinition = {
  name: 'app_errors_total',
  help: 'Errors answered by this service, each counted once.',
  labels: ['error_code', 'kind', 'status'],
};

/** Every attempt at a dependency, by how it ended. */
export const HTTP_CLIENT_ATTEMPT_DURATION: MetricDefinition = {
  name: 'http_client_attempt_duration_seconds',
  help: 'Time of one attempt at a dependency; outcome is success, failure (against the dependency) or neutral.',
  labels: ['dependency', 'operation', 'outcome'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 3, 5, 10],
};

/** Every call, whatever number of attempts it took. */
export const RESILIENCE_CALLS: MetricDefinition = {
  name: 'resilience_calls_total',
  help: 'Calls of a dependency by their end: ok_first, ok_retried, failed_first, failed_retried, rejected.',
  labels: ['dependency', 'result'],
};

export const RESILIENCE_RETRIES: MetricDefinition = {
  name: 'resilience_retries_total',
  help: 'Attempts that failed and were repeated, by why they failed.',
  labels: ['dependency', 'reason'],
};

export const RESILIENCE_REJECTIONS: MetricDefinition = {
  name: 'resilience_rejections_total',
  help: 'Calls and repetitions that were not sent, by what kept them: circuit, bulkhead, budget, deadline.',
  labels: ['dependency', 'by'],
};

export const RESILIENCE_CIRCUIT_STATE: MetricDefinition = {
  name: 'resilience_circuit_state',
  help: 'State of the circuit breaker: 0 closed, 1 half-open, 2 open.',
  labels: ['dependency'],
};

export const RESILIENCE_CIRCUIT_TRANSITIONS: MetricDefinition = {
  name: 'resilience_circuit_transitions_total',
  help: 'Changes of the state of the circuit breaker.',
  labels: ['dependency', 'from', 'to'],
};

export const RESILIENCE_BULKHEAD_IN_USE: MetricDefinition = {
  name: 'resilience_bulkhead_in_use',
  help: 'Calls of a dependency that are under way.',
  labels: ['dependency'],
};

export const RESILIENCE_FALLBACKS: MetricDefinition = {
  name: 'resilience_fallbacks_total',
  help: 'Times that a use case did without a dependency.',
  labels: ['dependency', 'operation'],
};

export const DATABASE_POOL_CONNECTIONS: MetricDefinition = {
  name: 'db_pool_connections',
  help: 'Connections of the pool: in_use, idle; waiting counts who waits for one, max is the limit.',
  labels: ['state'],
};
