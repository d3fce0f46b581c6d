import { SpanStatusCode, TraceFlags, type Context, type SpanContext } from '@opentelemetry/api';
import type { ReadableSpan, Span, SpanProcessor } from '@opentelemetry/sdk-trace';

export interface FailedTraceKeeperOptions {
  /** Traces whose spans are held until they end; the oldest is forgotten when there are more. Default 2 000. */
  readonly maxTraces?: number;
  /** Spans held of one trace; later ones are forgotten. Default 200. */
  readonly maxSpansPerTrace?: number;
}

/** What is held of a trace that was not sampled. */
interface HeldTrace {
  readonly spans: ReadableSpan[];
  hasFailed: boolean;
  /** Entry spans of this process that have not ended. */
  open: number;
}

/**
 * Keeps every trace that failed, also those that sampling left out. The spans of a trace that was not
 * sampled are held, in bounds, until its part in this process is over; they are sent on if one of
 * them is an error and forgotten if none is. Sampled traces pass straight through.
 */
export class FailedTraceKeeper implements SpanProcessor {
  readonly #held = new Map<string, HeldTrace>();
  readonly #maxTraces: number;
  readonly #maxSpansPerTrace: number;

  constructor(
    private readonly next: SpanProcessor,
    { maxTraces = 2_000, maxSpansPerTrace = 200 }: FailedTraceKeeperOptions = {},
  ) {
    this.#maxTraces = maxTraces;
    this.#maxSpansPerTrace = maxSpansPerTrace;
  }

  /** How many traces are held at the moment. */
  get heldTraces(): number {
    return this.#held.size;
  }

  onStart(span: Span, parent: Context): void {
    this.next.onStart(span, parent);
    if (isSampled(span.spanContext()) || !isEntry(span)) return;
    const { traceId } = span.spanContext();
    const held = this.#held.get(traceId);
    if (held) held.open += 1;
    else this.hold(traceId);
  }

  onEnd(span: ReadableSpan): void {
    const { traceId } = span.spanContext();
    if (isSampled(span.spanContext())) return this.next.onEnd(span);
    const held = this.#held.get(traceId);
    if (held === undefined) return;
    if (held.spans.length < this.#maxSpansPerTrace) held.spans.push(span);
    if (span.status.code === SpanStatusCode.ERROR) held.hasFailed = true;
    if (!isEntry(span)) return;
    held.open -= 1;
    if (held.open <= 0) this.decide(traceId, held);
  }

  async forceFlush(): Promise<void> {
    await this.next.forceFlush();
  }

  async shutdown(): Promise<void> {
    for (const [traceId, held] of this.#held) this.decide(traceId, held);
    await this.next.shutdown();
  }

  private hold(traceId: string): void {
    if (this.#held.size >= this.#maxTraces) {
      const [oldest] = this.#held.keys();
      if (oldest !== undefined) this.#held.delete(oldest);
    }
    this.#held.set(traceId, { spans: [], hasFailed: false, open: 1 });
  }

  private decide(traceId: string, held: HeldTrace): void {
    this.#held.delete(traceId);
    if (held.hasFailed) for (const span of held.spans) this.next.onEnd(asSampled(span));
  }
}

/** Whether a span is the first of its trace in this process. */
function isEntry(span: Pick<ReadableSpan, 'parentSpanContext'>): boolean {
  return span.parentSpanContext === undefined || span.parentSpanContext.isRemote === true;
}

function isSampled({ traceFlags }: SpanContext): boolean {
  return (traceFlags & TraceFlags.SAMPLED) !== 0;
}

/** Exporters leave out what is not marked as sampled. */
function asSampled(span: ReadableSpan): ReadableSpan {
  const sampled = { ...span.spanContext(), traceFlags: span.spanContext().traceFlags | TraceFlags.SAMPLED };
  return Object.create(span, { spanContext: { value: () => sampled } }) as ReadableSpan;
}
