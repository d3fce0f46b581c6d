const SECONDS = /^\d{1,9}$/;

/**
 * How long a `Retry-After` header asks to wait (RFC 9110, 10.2.3), in seconds or as a date.
 *
 * @param wallTimeMs the time now, ms since 1970; without it dates are not understood
 * @returns ms, at least 0; undefined when the header says nothing that can be read
 */
export function retryAfterMs(header: unknown, wallTimeMs?: number): number | undefined {
  if (typeof header !== 'string') return undefined;
  const text = header.trim();
  if (SECONDS.test(text)) return Number(text) * 1_000;
  // Only the form with a weekday is a date: `Date.parse` takes "1.5" and "-1" for years.
  if (wallTimeMs === undefined || !/^[A-Z][a-z]{2,8},? /.test(text)) return undefined;
  // The oldest of the three forms names no zone, and is GMT as the others (RFC 9110, 5.6.7).
  const atMs = Date.parse(`${text} GMT`);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - wallTimeMs);
}
