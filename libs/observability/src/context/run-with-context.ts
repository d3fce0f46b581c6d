import { context as spanContexts, SpanKind, trace, type Attributes } from '@opentelemetry/api';
import { endingWith } from '../tracing/in-span.js';
import { startEntrySpan } from '../tracing/start-span.js';
import { randomSpanId, randomTraceId } from '../trace-context/random-ids.js';
import { parseTraceparent, type TracePosition } from '../trace-context/traceparent.js';
import { observedContexts } from './observed-context.js';

export interface WorkOptions {
  /** What is done, in a few words that do not vary: `recover order`. */
  readonly operation: string;
  /** A `traceparent` stored earlier by `currentTraceparent()`: the work goes on in that trace, and links to it. */
  readonly continues?: string | null | undefined;
  /** Default: the trace id. */
  readonly correlationId?: string | null | undefined;
  /** For the span of this work: few, small and free of secrets. */
  readonly attributes?: Attributes;
}

/**
 * Runs work that no request started, such as a turn of a worker, in a context and a span of its own:
 * its log lines and outgoing calls carry one trace id. A `continues` that is no valid `traceparent`
 * starts a new trace.
 */
export function runWithContext<Result>(options: WorkOptions, work: () => Result): Result {
  const parent = parseTraceparent(options.continues ?? undefined);
  const traceId = parent?.traceId ?? randomTraceId();
  const span = startEntrySpan(
    options.operation,
    {
      kind: SpanKind.CONSUMER,
      attributes: options.attributes ?? {},
      ...(parent && { links: [{ context: parent }] }),
    },
    { parent, traceId },
  );
  const position: TracePosition = span?.spanContext() ?? {
    traceId,
    spanId: randomSpanId(),
    traceFlags: parent?.traceFlags ?? 0,
  };
  const observed = {
    traceId: position.traceId,
    spanId: position.spanId,
    traceFlags: position.traceFlags,
    correlationId: options.correlationId ?? position.traceId,
  };
  return observedContexts.run(observed, () =>
    span === undefined
      ? work()
      : spanContexts.with(trace.setSpan(spanContexts.active(), span), () => endingWith(span, work)),
  );
}
