import type { Logger as Pino } from 'pino';
import type { Metrics } from '../metrics/metrics.js';
import type { ObservedDependencies } from './observed-dependencies.js';
import { ResilienceLog } from './resilience-log.js';
import { ResilienceMetrics } from './resilience-metrics.js';
import { showInTrace } from './resilience-spans.js';

/** Where what happens is told. */
export interface ResilienceAudience {
  readonly metrics: Metrics;
  readonly log: Pick<Pino, 'info' | 'warn'>;
}

/**
 * Turns what happens to the calls of dependencies into metrics, log lines and span events.
 *
 * @returns ends it
 */
export function observeResilience(
  dependencies: ObservedDependencies,
  { metrics, log }: ResilienceAudience,
): () => void {
  const counters = new ResilienceMetrics(metrics, () => dependencies.list());
  const lines = new ResilienceLog(log);
  return dependencies.events.subscribe((event) => {
    counters.count(event);
    lines.tell(event);
    showInTrace(event);
  });
}
