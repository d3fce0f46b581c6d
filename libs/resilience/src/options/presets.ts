import type { PipelineOptionsPatch } from '../pipeline-options.js';

/** Sets of options for common kinds of dependencies, as differences from the defaults. */
export const PRESETS = {
  /** The defaults: everything happens within seconds, so that one can watch. */
  demo: {},
  /** Patient numbers for services in production: 1 s first wait, 60 s window, 30 s open. */
  production: {
    totalTimeoutMs: 10_000,
    attemptTimeoutMs: 3_000,
    bulkhead: { slots: 50, queue: 50 },
    retry: { maxRetries: 3, baseDelayMs: 1_000, maxDelayMs: 10_000, minAttemptMs: 200 },
    circuit: { minCalls: 20, windowMs: 60_000, breakMs: 30_000, maxBreakMs: 300_000, slowCallMs: 3_000 },
  },
  /** Many cheap reads that nobody waits long for. */
  'read-heavy': {
    totalTimeoutMs: 1_000,
    attemptTimeoutMs: 400,
    bulkhead: { slots: 50, queue: 50 },
    retry: { maxRetries: 2, baseDelayMs: 50, maxDelayMs: 200 },
    circuit: { minCalls: 20, slowCallMs: 400 },
  },
  /** Few calls that move money: one long attempt rather than many short ones whose outcome nobody knows. */
  payment: {
    totalTimeoutMs: 3_000,
    attemptTimeoutMs: 2_500,
    retry: { maxRetries: 2 },
    circuit: { slowCallMs: 2_500 },
  },
} as const satisfies Record<string, PipelineOptionsPatch>;

export type Preset = keyof typeof PRESETS;
