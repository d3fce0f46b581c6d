import type { Environment } from '@baluarte/config';
import type { Attributes } from '@opentelemetry/api';
import { redactText } from '../redaction/redact-text.js';
import { tracedCall } from './attempt-spans.js';
import { LEFT_OFF, type Configuration } from './instrumentations-left-off.js';

/**
 * The automatic instrumentations that pay: what a service waits for, its database and its calls. The
 * span of an incoming request is made by `RequestObserver`, which costs less than the http
 * instrumentation; framework instrumentations add spans, not answers.
 */
export const INSTRUMENTATIONS = {
  '@opentelemetry/instrumentation-http': {
    enabled: true,
    disableIncomingRequestInstrumentation: true,
    requireParentforOutgoingSpans: true,
    startOutgoingSpanHook: ({ protocol, host, hostname, port, path }) =>
      urlWithoutQuery(
        `${protocol ?? 'http:'}//${hostname ?? host ?? 'localhost'}${port ? `:${port}` : ''}${path ?? '/'}`,
      ),
  },
  '@opentelemetry/instrumentation-undici': {
    enabled: true,
    requireParentforSpans: true,
    ignoreRequestHook: () => tracedCall() !== undefined,
    startSpanHook: ({ origin, path }) => urlWithoutQuery(`${origin}${path}`),
    requestHook: (_span, request) => removeCorrelation(request),
  },
  '@opentelemetry/instrumentation-pg': {
    enabled: true,
    requireParentSpan: true,
    ignoreConnectSpans: true,
  },
} as const satisfies Configuration;

/**
 * The configuration for `getNodeAutoInstrumentations`: ours on and all others off, unless
 * `OTEL_NODE_ENABLED_INSTRUMENTATIONS` names which are to be on.
 */
export function instrumentationConfiguration(environment: Environment): Configuration {
  if ((environment['OTEL_NODE_ENABLED_INSTRUMENTATIONS'] ?? '') !== '') return withoutChoice();
  return { ...LEFT_OFF, ...INSTRUMENTATIONS };
}

function withoutChoice(): Configuration {
  const settings = Object.entries(INSTRUMENTATIONS).map(([name, { enabled: _ours, ...rest }]) => [
    name,
    rest,
  ]);
  return Object.fromEntries(settings) as Configuration;
}

/** Queries hold what callers put there, secrets too. */
function urlWithoutQuery(url: string): Attributes {
  const shown = redactText(url.replace(/[?#].*$/s, ''));
  return { 'url.full': shown, 'url.path': shown.replace(/^[^/]*\/\/[^/]*/, ''), 'url.query': '' };
}

const CORRELATION = new Set(['traceparent', 'tracestate', 'x-correlation-id']);

/** The instrumentation adds headers without looking whether they are there; two `traceparent` are none. */
function removeCorrelation({ headers }: { headers: unknown }): void {
  if (!Array.isArray(headers)) return;
  for (let index = headers.length - 2; index >= 0; index -= 2)
    if (CORRELATION.has(String(headers[index]).toLowerCase())) headers.splice(index, 2);
}
