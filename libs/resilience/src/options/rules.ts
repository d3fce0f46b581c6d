import type { PipelineOptions } from '../pipeline-options.js';

/** What must hold between options: each rule says what is wrong, with the values, or nothing. */
const RULES: readonly ((options: PipelineOptions) => string | false)[] = [
  ({ attemptTimeoutMs, totalTimeoutMs }) =>
    attemptTimeoutMs > totalTimeoutMs &&
    `attemptTimeoutMs (${attemptTimeoutMs}) is longer than totalTimeoutMs (${totalTimeoutMs})`,
  ({ retry }) =>
    retry.baseDelayMs > retry.maxDelayMs &&
    `retry.baseDelayMs (${retry.baseDelayMs}) is longer than retry.maxDelayMs (${retry.maxDelayMs})`,
  ({ retry, attemptTimeoutMs }) =>
    retry.minAttemptMs > attemptTimeoutMs &&
    `retry.minAttemptMs (${retry.minAttemptMs}) is longer than attemptTimeoutMs (${attemptTimeoutMs})`,
  ({ retry, totalTimeoutMs }) => {
    const waitsMs = usualWaitsMs(retry);
    return (
      waitsMs > totalTimeoutMs &&
      `the waits before ${retry.maxRetries} retries (about ${waitsMs} ms) are longer than totalTimeoutMs (${totalTimeoutMs})`
    );
  },
  ({ circuit, attemptTimeoutMs }) =>
    circuit.mode !== 'off' &&
    circuit.windowMs < 2 * attemptTimeoutMs &&
    `circuit.windowMs (${circuit.windowMs}) is shorter than two attempts (attemptTimeoutMs is ${attemptTimeoutMs})`,
  ({ circuit }) =>
    circuit.breakMs > circuit.maxBreakMs &&
    `circuit.breakMs (${circuit.breakMs}) is longer than circuit.maxBreakMs (${circuit.maxBreakMs})`,
  ({ circuit }) =>
    circuit.failureRatio === 0 && 'circuit.failureRatio (0) would open the circuit without any failure',
  ({ circuit }) =>
    circuit.slowCallRatio === 0 && 'circuit.slowCallRatio (0) would open the circuit without any slow call',
];

export function brokenRules(options: PipelineOptions): string[] {
  return RULES.map((rule) => rule(options)).filter((broken) => broken !== false);
}

function usualWaitsMs({ maxRetries, baseDelayMs, maxDelayMs }: PipelineOptions['retry']): number {
  let waitsMs = 0;
  for (let retry = 0; retry < maxRetries; retry += 1)
    waitsMs += Math.min(maxDelayMs, baseDelayMs * 2 ** retry);
  return waitsMs;
}
