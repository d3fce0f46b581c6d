/** Says how long the sender will wait, in milliseconds from when the request comes in, so that clocks need not agree. */
export const TIMEOUT_HEADER = 'X-Request-Timeout-Ms';

const LONGEST_MS = 86_400_000;
const DIGITS = /^\d{1,12}$/;

/** @returns ms, at most a day; undefined when the header says nothing that can be read */
export function readTimeoutHeader(value: unknown): number | undefined {
  return typeof value === 'string' && DIGITS.test(value) ? Math.min(Number(value), LONGEST_MS) : undefined;
}
