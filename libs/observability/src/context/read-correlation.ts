import type { IncomingHttpHeaders } from 'node:http';
import { randomTraceId } from '../trace-context/random-ids.js';
import { parseTraceparent, type TracePosition } from '../trace-context/traceparent.js';
import { parseTracestate } from '../trace-context/tracestate.js';

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const WELL_FORMED = /^[A-Za-z0-9._-]{1,128}$/;
const NIL = '0'.repeat(32);

/** What the headers of a request say about where it belongs. */
export interface Correlation {
  /** The span of the caller. */
  readonly parent?: TracePosition | undefined;
  readonly traceState?: string | undefined;
  readonly traceId: string;
  /** What the caller calls this request; the trace id if it does not say. */
  readonly correlationId: string;
}

/**
 * Reads where a request belongs. A valid `traceparent` is continued; without one a UUID in
 * `X-Correlation-ID`, else in `X-Request-ID`, becomes the trace id. Any other well-formed value of
 * those is kept as the correlation id; malformed ones are ignored.
 */
export function readCorrelation(headers: IncomingHttpHeaders): Correlation {
  const parent = parseTraceparent(headers['traceparent']);
  const name = givenName(headers);
  const traceId = parent?.traceId ?? traceIdNamed(name) ?? randomTraceId();
  return {
    parent,
    traceState: parent && parseTracestate(headers['tracestate']),
    traceId,
    correlationId: name ?? traceId,
  };
}

/** The trace id that a client without tracing asks for by a UUID of its own. */
function traceIdNamed(name: string | undefined): string | undefined {
  if (name === undefined || !UUID.test(name)) return undefined;
  const traceId = name.replaceAll('-', '').toLowerCase();
  return traceId === NIL ? undefined : traceId;
}

function givenName(headers: IncomingHttpHeaders): string | undefined {
  return [headers['x-correlation-id'], headers['x-request-id']].find(
    (value): value is string => typeof value === 'string' && WELL_FORMED.test(value),
  );
}
