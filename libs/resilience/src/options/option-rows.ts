import { calls, choice, ms, share, type OptionRow } from './option-fields.js';

export type { OptionRow } from './option-fields.js';

/** Every option of a pipeline by its path, with its default (those of the preset `demo`) and its bounds. */
export const OPTION_ROWS = {
  totalTimeoutMs: ms(3_000, 'a whole call with its waits and repetitions'),
  attemptTimeoutMs: ms(1_000, 'one attempt'),
  'bulkhead.slots': calls(20, 'calls under way at once'),
  'bulkhead.queue': calls(20, 'calls that wait for a slot', { min: 0 }),
  'retry.maxRetries': calls(3, 'repetitions of one call at most', { min: 0, max: 20 }),
  'retry.baseDelayMs': ms(100, 'the first wait, about'),
  'retry.maxDelayMs': ms(1_000, 'the longest wait'),
  'retry.jitter': choice(['decorrelated', 'full'], 'how chance spreads the waits'),
  'retry.minAttemptMs': ms(50, 'a repetition with less time left is not begun'),
  'budget.ratio': share(0.2, 'share of the calls under way that may be repetitions'),
  'budget.minRetries': calls(3, 'repetitions that are allowed in any case', { min: 0 }),
  'circuit.mode': choice(['on', 'dry_run', 'off'], '`dry_run` only tells what it would do'),
  'circuit.failureRatio': share(0.5, 'opens at this share of failed calls'),
  'circuit.minCalls': calls(10, 'calls in the window before a share means anything'),
  'circuit.windowMs': ms(10_000, 'how far back it counts', { min: 100 }),
  'circuit.breakMs': ms(5_000, 'stays open for so long, the first time'),
  'circuit.maxBreakMs': ms(60_000, 'stays open for so long at most'),
  'circuit.probes': calls(3, 'calls that try out whether it may close', { max: 1_000 }),
  'circuit.slowCallMs': ms(1_000, 'a call that took so long is slow'),
  'circuit.slowCallRatio': share(1, 'opens at this share of slow calls'),
} as const satisfies Record<string, OptionRow>;

export type OptionPath = keyof typeof OPTION_ROWS;
