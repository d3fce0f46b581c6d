/** What came back of one request. */
export interface Answer {
  /** Of HTTP; 0 when nothing came back. */
  readonly status: number;
  readonly errorCode?: string;
  /** Whether an answer that is no success has the body that is promised for it. */
  readonly keepsContract: boolean;
  readonly traceId?: string;
  /** Of what the request made or found: an order. */
  readonly id?: string;
  /** Anything else that expectations look at. */
  readonly notes?: Readonly<Record<string, unknown>>;
}

/** One request of an experiment, seen from outside. */
export interface Sample extends Answer {
  /** Which traffic it belongs to. */
  readonly traffic: string;
  /** When it was sent, ms since the experiment began. */
  readonly atMs: number;
  readonly durationMs: number;
}

/** A value that is looked at again and again: the state of a circuit breaker. */
export interface Series {
  readonly name: string;
  readonly points: readonly { readonly atMs: number; readonly value: number }[];
}
