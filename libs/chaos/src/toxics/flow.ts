/**
 * How a direction of a connection ends: `end` is the source's FIN and leaves the other direction open,
 * `close` ends both directions after what was sent, `reset` cuts both with RST.
 */
export type Ending = 'end' | 'close' | 'reset';

/** Where bytes go. */
export interface Flow {
  write(chunk: Buffer): void;
  /** Nothing more comes. */
  finish(ending: Ending): void;
  /** So many bytes were thrown away, and will not be written. */
  discard(bytes: number): void;
}
