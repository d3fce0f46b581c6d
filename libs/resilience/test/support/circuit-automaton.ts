import type { CircuitOptions } from '../../src/circuit/circuit-options.js';

type State = 'closed' | 'open' | 'half_open';
export type Outcome = 'success' | 'failure' | 'neutral';

interface Ended {
  readonly bucket: number;
  readonly isFailure: boolean;
  readonly isSlow: boolean;
}

const BUCKETS = 10;

/**
 * What a circuit should do, written as plainly as possible: it remembers every call with its bucket, and
 * counts them anew each time. Without chance: a break is just as long as it should be.
 */
export class CircuitAutomaton {
  state: State = 'closed';
  /** Calls of an earlier one have no say. */
  generation = 0;
  private ended: Ended[] = [];
  private origin: number;
  private openUntil = 0;
  private failedRounds = 0;
  private out = 0;
  private good = 0;
  private roundSince = 0;
  private isolations = 0;

  constructor(
    private options: CircuitOptions,
    private readonly now: () => number,
  ) {
    this.origin = now();
  }

  /** What ended within the window. */
  get counts(): { readonly calls: number; readonly failures: number; readonly slow: number } {
    const recent = this.recent();
    const howMany = (is: 'isFailure' | 'isSlow') => recent.filter((each) => each[is]).length;
    return { calls: recent.length, failures: howMany('isFailure'), slow: howMany('isSlow') };
  }

  enter(): boolean {
    if (this.state === 'closed') return true;
    if (this.isolations > 0) return false;
    if (this.state === 'open') {
      if (this.now() < this.openUntil) return false;
      this.become('half_open');
      this.beginRound();
    }
    if (this.out + this.good >= this.options.probes) {
      const { breakMs, slowCallMs } = this.options;
      if (this.now() - this.roundSince < breakMs || this.now() - this.roundSince < slowCallMs) return false;
      this.generation += 1;
      this.beginRound();
    }
    this.out += 1;
    return true;
  }

  end(generation: number, outcome: Outcome, durationMs: number): void {
    if (generation !== this.generation) return;
    const isSlow = outcome !== 'neutral' && durationMs >= this.options.slowCallMs;
    if (this.state === 'half_open') this.probeEnded(isSlow ? 'failure' : outcome);
    else if (outcome !== 'neutral') this.callEnded(outcome === 'failure', isSlow);
  }

  isolate(): void {
    this.isolations += 1;
    if (this.isolations === 1) this.byHand('open');
  }

  release(): void {
    this.isolations -= 1;
    if (this.isolations === 0) this.byHand('half_open');
  }

  change(options: CircuitOptions): void {
    const before = this.options;
    this.options = options;
    const keys = ['windowMs', 'failureRatio', 'minCalls', 'slowCallRatio'] as const;
    if (keys.some((key) => before[key] !== options[key])) this.forget();
    if (this.state === 'half_open' && before.probes !== options.probes) {
      this.generation += 1;
      this.beginRound();
    }
  }

  private callEnded(isFailure: boolean, isSlow: boolean): void {
    this.ended.push({ bucket: this.bucket(), isFailure, isSlow });
    const { minCalls, failureRatio, slowCallRatio } = this.options;
    const { calls, failures, slow } = this.counts;
    if (calls < minCalls) return;
    const isTooMuch = isFailure && failures / calls >= failureRatio;
    if (isTooMuch || (isSlow && slow / calls >= slowCallRatio)) this.open();
  }

  private probeEnded(outcome: Outcome): void {
    this.out -= 1;
    if (outcome === 'failure') {
      this.failedRounds += 1;
      this.open();
    } else if (outcome === 'success') this.good += 1;
    if (this.state !== 'half_open' || this.good < this.options.probes) return;
    this.failedRounds = 0;
    this.forget();
    this.become('closed');
  }

  private open(): void {
    const { breakMs, maxBreakMs } = this.options;
    this.openUntil = this.now() + Math.min(maxBreakMs, breakMs * 2 ** this.failedRounds);
    this.become('open');
  }

  private byHand(state: State): void {
    this.openUntil = this.now();
    this.beginRound();
    this.become(state);
  }

  private forget(): void {
    this.ended = [];
    this.origin = this.now();
  }

  private beginRound(): void {
    this.out = 0;
    this.good = 0;
    this.roundSince = this.now();
  }

  private become(state: State): void {
    this.state = state;
    this.generation += 1;
  }

  private recent(): readonly Ended[] {
    return this.ended.filter(({ bucket }) => bucket > this.bucket() - BUCKETS);
  }

  private bucket(): number {
    return Math.floor((this.now() - this.origin) / (this.options.windowMs / BUCKETS));
  }
}
