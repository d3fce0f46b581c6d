import type { IncomingHttpHeaders } from 'node:http';
import { randomSpanId, randomTraceId } from '../trace-context/random-ids.js';
import { parseTraceparent, type TracePosition } from '../trace-context/traceparent.js';
import { parseTracestate } from '../trace-context/tracestate.js';
import type { ObservedContext } from './observed-context.js';

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const WELL_FORMED = /^[A-Za-z0-9._-]{1,128}$/;
const NIL = '0'.repeat(32);

/**
 * The context of an incoming request. A valid `traceparent` is continued; without one a UUID in
 * `X-Correlation-ID`, else in `X-Request-ID`, becomes the trace id. Any other well-formed value of
 * those is kept as the correlation id; malformed ones are ignored.
 *
 * @param active the span that OpenTelemetry has already begun for the request
 */
export function readCorrelation(headers: IncomingHttpHeaders, active?: TracePosition): ObservedContext {
  const parent = parseTraceparent(headers.traceparent as string | undefined);
  const name = givenName(headers);
  const traceId = active?.traceId ?? parent?.traceId ?? requestedTraceId(headers) ?? randomTraceId();
  const traceState = parent && parseTracestate(headers.tracestate as string | undefined);
  return {
    traceId,
    spanId: active?.spanId ?? randomSpanId(),
    traceFlags: active?.traceFlags ?? parent?.traceFlags ?? 0,
    ...(traceState !== undefined && { traceState }),
    correlationId: name ?? traceId,
  };
}

/** The trace id that a client without tracing asks for by a UUID of its own. */
export function requestedTraceId(headers: IncomingHttpHeaders): string | undefined {
  const name = givenName(headers);
  if (name === undefined || !UUID.test(name)) return undefined;
  const traceId = name.replaceAll('-', '').toLowerCase();
  return traceId === NIL ? undefined : traceId;
}

function givenName(headers: IncomingHttpHeaders): string | undefined {
  return [headers['x-correlation-id'], headers['x-request-id']].find(
    (value): value is string => typeof value === 'string' && WELL_FORMED.test(value),
  );
}
