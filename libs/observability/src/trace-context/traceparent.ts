/** One position in a distributed trace, as the `traceparent` header carries it. */
export interface TracePosition {
  /** 32 lower-case hex digits, not all zero. */
  readonly traceId: string;
  /** 16 lower-case hex digits, not all zero. */
  readonly spanId: string;
  /** Bit 0: the caller may have recorded its part of the trace. */
  readonly traceFlags: number;
}

const FORMAT = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/;
const NO_TRACE = '0'.repeat(32);
const NO_SPAN = '0'.repeat(16);
/** Flags that version 00 defines: sampled, and random trace id. */
const KNOWN_FLAGS = 0b11;

/**
 * Reads a `traceparent` header by the rules of W3C Trace Context: versions newer than 00 are read
 * as 00 as far as 00 goes, version ff and anything else than lower-case hex is refused.
 *
 * @returns undefined for a header that is missing, malformed or there more than once
 */
export function parseTraceparent(header: string | readonly string[] | undefined): TracePosition | undefined {
  if (typeof header !== 'string') return undefined;
  const match = FORMAT.exec(header.trim());
  if (!match) return undefined;
  const [, version, traceId = NO_TRACE, spanId = NO_SPAN, flags = '00', rest] = match;
  if (version === 'ff' || (version === '00' && rest !== undefined)) return undefined;
  if (traceId === NO_TRACE || spanId === NO_SPAN) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & KNOWN_FLAGS };
}

/** Writes a `traceparent` header of version 00. */
export function formatTraceparent({ traceId, spanId, traceFlags }: TracePosition): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}
