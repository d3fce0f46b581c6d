import type { Random } from '../clock.js';
import type { CircuitOptions } from './circuit-options.js';

const GROWTH = 2;
const JITTER = 0.2;
const MAX_EXPONENT = 30;

/**
 * How long the circuit stays open: the break doubles each time the dependency fails its probes, and up to
 * a fifth is added by chance, so that replicas do not probe in step.
 *
 * @param failedProbes how many times in a row the probes failed
 * @returns ms, at least `breakMs` and at most `maxBreakMs`
 */
export function breakTimeMs(options: CircuitOptions, failedProbes: number, random: Random): number {
  const grownMs = options.breakMs * GROWTH ** Math.min(failedProbes, MAX_EXPONENT);
  return Math.min(options.maxBreakMs, grownMs * (1 + JITTER * random()));
}
