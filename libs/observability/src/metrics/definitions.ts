import type { MetricDefinition } from './metrics.js';

/** Time to answer, by the route's template. */
export const HTTP_SERVER_REQUEST_DURATION: MetricDefinition = {
  name: 'http_server_request_duration_seconds',
  help: 'Time from the first byte of a request to the last byte of its answer.',
  labels: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 3, 5, 10],
};

/** Every error that left the service, by its code. */
export const APP_ERRORS: MetricDefinition = {
  name: 'app_errors_total',
  help: 'Errors answered by this service, each counted once.',
  labels: ['error_code', 'kind', 'status'],
};
