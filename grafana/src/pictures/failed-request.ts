import type { CollectedSpan, OtlpCollector } from '@baluarte/testing';

/** A line of the log, as far as it is drawn. */
export interface DrawnLine {
  readonly service: string;
  readonly level: string;
  /** Milliseconds since 1970. */
  readonly timeMs: number;
  readonly text: string;
}

/** A span and how deep it hangs. */
export interface DrawnSpan {
  readonly depth: number;
  readonly service: string;
  readonly name: string;
  readonly durationMs: number;
  readonly isError: boolean;
  /** Names of what happened within it. */
  readonly events: readonly string[];
}

/** All that is known of one request. */
export interface RequestRecord {
  readonly traceId: string;
  readonly lines: readonly DrawnLine[];
  readonly spans: readonly DrawnSpan[];
}

/** Of the requests that were answered with a code, the one that was tried longest. @throws Error if there is none */
export function failedRequest(collector: OtlpCollector, errorCode: string): RequestRecord {
  const [span] = collector.spans
    .filter(({ attributes }) => attributes['app.error_code'] === errorCode)
    .sort((a, b) => b.durationMs - a.durationMs);
  if (span === undefined) throw new Error(`No request was answered with ${errorCode}.`);
  const { traceId } = span;
  const spans = collector.trace(traceId).filter(({ scope }) => !scope.includes('instrumentation-pg'));
  return {
    traceId,
    spans: roots(spans).flatMap((root) => below(root, spans, 0)),
    lines: linesOf(collector, traceId),
  };
}

function roots(spans: readonly CollectedSpan[]): CollectedSpan[] {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  return spans.filter(({ parentSpanId }) => parentSpanId === undefined || !ids.has(parentSpanId));
}

function below(span: CollectedSpan, spans: readonly CollectedSpan[], depth: number): DrawnSpan[] {
  const { service, name, durationMs, status, events, spanId } = span;
  const children = spans.filter(({ parentSpanId }) => parentSpanId === spanId);
  return [
    {
      depth,
      service,
      name,
      durationMs,
      isError: status === 'error',
      events: events.map((event) => event.name),
    },
    ...children.flatMap((child) => below(child, spans, depth + 1)),
  ];
}

function linesOf(collector: OtlpCollector, traceId: string): DrawnLine[] {
  return collector.logs
    .filter((log) => log.traceId === traceId)
    .map(({ service, level, body }) => {
      const { time, msg, error_code } = JSON.parse(body) as {
        time: string;
        msg: string;
        error_code?: string;
      };
      return { service, level, timeMs: Date.parse(time), text: [msg, error_code].filter(Boolean).join(' ') };
    })
    .sort((a, b) => a.timeMs - b.timeMs);
}
