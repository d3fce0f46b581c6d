/** A second request counts as impatience only after this time: one Ctrl-C arrives once from the terminal and again from npm. */
const SAME_REQUEST_MS = 1_000;

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** The wish to stop, from whichever side it comes; asked again, the wish to stop at once. */
export class StopRequest {
  private readonly stop = new AbortController();
  private readonly force = new AbortController();
  private firstAtMs: number | undefined;

  constructor(private readonly elapsedMs: () => number) {}

  /** Aborts at the first request. */
  get stopping(): AbortSignal {
    return this.stop.signal;
  }

  /** Aborts at the second request. */
  get forced(): AbortSignal {
    return this.force.signal;
  }

  /** Records a request. */
  readonly ask = (): void => {
    const nowMs = this.elapsedMs();
    if (this.firstAtMs === undefined) {
      this.firstAtMs = nowMs;
      this.stop.abort();
    } else if (nowMs - this.firstAtMs >= SAME_REQUEST_MS) {
      this.force.abort();
    }
  };

  /** From here on the signals of the process are requests, up to its very end: a late one must not turn 0 into 130. */
  listen(): void {
    for (const signal of SIGNALS) process.on(signal, this.ask);
  }
}
