import type { CollectedSpan } from '@baluarte/testing';

/** The traces that came last: as many as fit, the oldest out first. */
export class TraceStore {
  private readonly traces = new Map<string, CollectedSpan[]>();
  private size = 0;

  /** @param maxSpans how many spans are kept, of all traces together */
  constructor(readonly maxSpans: number) {}

  /** Keeps spans, whichever traces they belong to. */
  add(spans: readonly CollectedSpan[]): void {
    for (const span of spans) {
      const trace = this.traces.get(span.traceId);
      if (trace) trace.push(span);
      else this.traces.set(span.traceId, [span]);
    }
    this.size += spans.length;
    for (const [id, { length }] of this.traces) {
      if (this.size <= this.maxSpans) return;
      this.traces.delete(id);
      this.size -= length;
    }
  }

  /** What is kept of one trace; nothing when it is unknown or too old. */
  trace(traceId: string): readonly CollectedSpan[] {
    return this.traces.get(traceId) ?? [];
  }
}
