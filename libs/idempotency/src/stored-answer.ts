/** The answer that a request got, kept for its repetitions. */
export interface StoredAnswer {
  readonly status: number;
  /** Anything that JSON can hold. */
  readonly body: unknown;
}
