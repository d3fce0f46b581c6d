import type { ResilienceEvent } from '@baluarte/resilience';
import {
  HTTP_CLIENT_ATTEMPT_DURATION,
  RESILIENCE_BULKHEAD_IN_USE,
  RESILIENCE_CALLS,
  RESILIENCE_CIRCUIT_STATE,
  RESILIENCE_CIRCUIT_TRANSITIONS,
  RESILIENCE_FALLBACKS,
  RESILIENCE_REJECTIONS,
  RESILIENCE_RETRIES,
} from '../metrics/definitions.js';
import { exemplarOf } from '../metrics/exemplar.js';
import type { MetricDefinition, Metrics } from '../metrics/metrics.js';
import type { ObservedDependency } from './observed-dependencies.js';

const STATE_NUMBERS = { closed: 0, half_open: 1, open: 2 } as const;

/** Counts what happens to the calls of dependencies, and shows how these are at each scrape. */
export class ResilienceMetrics {
  constructor(
    private readonly metrics: Metrics,
    list: () => readonly ObservedDependency[],
  ) {
    metrics.gaugeAtScrape(RESILIENCE_CIRCUIT_STATE, (gauge) => {
      for (const { name, circuit } of list()) gauge.set({ dependency: name }, STATE_NUMBERS[circuit.state]);
    });
    metrics.gaugeAtScrape(RESILIENCE_BULKHEAD_IN_USE, (gauge) => {
      for (const { name, bulkhead } of list()) gauge.set({ dependency: name }, bulkhead.inUse);
    });
  }

  count(event: ResilienceEvent): void {
    const { dependency, operation } = event;
    switch (event.type) {
      case 'attempt':
        this.metrics.histogram(HTTP_CLIENT_ATTEMPT_DURATION).observe({
          labels: { dependency, operation, outcome: event.outcome },
          value: event.durationMs / 1_000,
          exemplarLabels: exemplarOf(),
        });
        return;
      case 'retry':
        return this.add(RESILIENCE_RETRIES, { dependency, reason: event.reason });
      case 'rejection':
        return this.add(RESILIENCE_REJECTIONS, { dependency, by: event.by });
      case 'transition':
        return this.add(RESILIENCE_CIRCUIT_TRANSITIONS, { dependency, from: event.from, to: event.to });
      case 'fallback':
        return this.add(RESILIENCE_FALLBACKS, { dependency, operation });
      case 'call':
        return this.add(RESILIENCE_CALLS, { dependency, result: event.result });
    }
  }

  private add(definition: MetricDefinition, labels: Readonly<Record<string, string>>): void {
    this.metrics.counter(definition).inc({ labels, exemplarLabels: exemplarOf() });
  }
}
