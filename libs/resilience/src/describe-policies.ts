import type { PipelineOptions } from './pipeline-options.js';

/** The policies of a pipeline in their order, outer to inner. */
export function describePolicies(options: PipelineOptions): readonly string[] {
  const { totalTimeoutMs, attemptTimeoutMs, bulkhead, retry, budget, circuit } = options;
  return [
    'deadline of the caller',
    `total timeout ${totalTimeoutMs} ms`,
    `bulkhead ${bulkhead.slots} slots, queue ${bulkhead.queue}`,
    `retry ${retry.maxRetries} times, ${retry.baseDelayMs} to ${retry.maxDelayMs} ms, ${retry.jitter} jitter`,
    `retry budget ${percent(budget.ratio)}, at least ${budget.minRetries}`,
    circuitLine(circuit),
    `attempt timeout ${attemptTimeoutMs} ms`,
  ];
}

/** What a circuit breaker does, with its numbers. */
export function circuitLine(circuit: PipelineOptions['circuit']): string {
  if (circuit.mode === 'off') return 'circuit breaker off';
  const { failureRatio, minCalls, windowMs, breakMs, probes } = circuit;
  return (
    `circuit breaker${circuit.mode === 'dry_run' ? ' (dry run)' : ''} at ${percent(failureRatio)} of ` +
    `at least ${minCalls} calls in ${windowMs} ms, open ${breakMs} ms, then ${probes} probes`
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
