import type { CollectedSpan } from '@baluarte/testing';

/** The traces that came last: as many as fit, the oldest out first. */
export class TraceStore {
  private readonly traces = new Map<string, Map<string, CollectedSpan>>();
  private size = 0;

  /** @param maxSpans how many spans are kept, of all traces together */
  constructor(readonly maxSpans: number) {}

  /** Keeps spans, whichever traces they belong to. An exporter that got no answer sends some of them again. */
  add(spans: readonly CollectedSpan[]): void {
    for (const span of spans) {
      const trace = this.traces.get(span.traceId) ?? new Map<string, CollectedSpan>();
      this.traces.set(span.traceId, trace);
      if (!trace.has(span.spanId)) this.size += 1;
      trace.set(span.spanId, span);
    }
    for (const [id, trace] of this.traces) {
      if (this.size <= this.maxSpans) return;
      this.traces.delete(id);
      this.size -= trace.size;
    }
  }

  /** What is kept of one trace; nothing when it is unknown or too old. */
  trace(traceId: string): readonly CollectedSpan[] {
    return [...(this.traces.get(traceId)?.values() ?? [])];
  }
}
