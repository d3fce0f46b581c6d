import { randomSpanId, randomTraceId } from '../trace-context/random-ids.js';
import { parseTraceparent } from '../trace-context/traceparent.js';
import { observedContexts, type ObservedContext } from './observed-context.js';

export interface WorkOptions {
  /** What is done, in a few words that do not vary: `recover order`. */
  readonly operation: string;
  /** A `traceparent` stored earlier by `currentTraceparent()`: the work goes on in that trace. */
  readonly continues?: string | null | undefined;
  /** Default: the trace id. */
  readonly correlationId?: string | null | undefined;
}

/**
 * Runs work that no request started, such as a turn of a worker, in a context of its own: its log
 * lines and outgoing calls carry one trace id. A `continues` that is no valid `traceparent` starts
 * a new trace.
 */
export function runWithContext<Result>(options: WorkOptions, work: () => Result): Result {
  const origin = parseTraceparent(options.continues ?? undefined);
  const traceId = origin?.traceId ?? randomTraceId();
  const context: ObservedContext = {
    traceId,
    spanId: randomSpanId(),
    traceFlags: origin?.traceFlags ?? 0,
    correlationId: options.correlationId ?? traceId,
  };
  return observedContexts.run(context, work);
}
