import { isQuery, OtlpCollector, RunningSystem, spanTree, type CollectedSpan, Shop } from '@baluarte/testing';
import { LAUNCHER } from './launcher.js';

/** The whole system, and a collector that every service sends its traces to. */
export class TracedSystem {
  private constructor(
    readonly collector: OtlpCollector,
    readonly system: RunningSystem,
    readonly shop: Shop,
  ) {}

  static async start(portOffset: number): Promise<TracedSystem> {
    const collector = await OtlpCollector.start();
    const system = await RunningSystem.start(LAUNCHER, portOffset, {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_BSP_SCHEDULE_DELAY: '100',
    });
    return new TracedSystem(collector, system, await Shop.open(system));
  }

  spansOf(traceId: string): CollectedSpan[] {
    return this.collector.trace(traceId);
  }

  /** A trace without its statements, which hang as leaves on whatever runs them. */
  outline(traceId: string): string[] {
    return spanTree(this.spansOf(traceId).filter((span) => !isQuery(span)));
  }

  linesOf(service: string, traceId: string): readonly Readonly<Record<string, unknown>>[] {
    return this.system.logs(service).filter(({ trace_id }) => trace_id === traceId);
  }

  /** The lines that closed the requests of a trace. */
  finishedIn(service: string, traceId: string): readonly Readonly<Record<string, unknown>>[] {
    return this.linesOf(service, traceId).filter(({ msg }) => msg === 'request completed');
  }

  async metricsOf(service: 'orders' | 'payments' | 'stock'): Promise<string> {
    return (await fetch(`${this.system.url(service)}/metrics`)).text();
  }

  async stop(): Promise<void> {
    await this.system.stop();
    await this.collector.stop();
  }
}

/** The trace id that an answer carries. */
export function traceIdOf({ headers }: { readonly headers: Headers }): string {
  return headers.get('x-trace-id') ?? 'none';
}
