import type { Clock, Random } from '../clock.js';
import type { AttemptOutcome, CircuitState } from '../events.js';
import { breakTimeMs } from './break-time.js';
import { CallWindow } from './call-window.js';
import type { CircuitOptions } from './circuit-options.js';
import { Isolations, type Isolation } from './isolations.js';
import { Probing } from './probing.js';

/** What a circuit is made with. */
export interface CircuitParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly onTransition: (from: CircuitState, to: CircuitState, reason: string) => void;
}

/** Says that a call may not go through. */
export const CLOSED_TO_CALLS = -1;
/** A call that goes through and is not counted. */
const NOT_COUNTED = -2;

/**
 * A circuit breaker around opossum: it opens when too many calls failed or were slow, tries the dependency
 * out with a few probes after a break that grows, and forgets everything once it has recovered. It has
 * no timer: it looks at the clock when a call comes.
 */
export class Circuit {
  #state: CircuitState = 'closed';
  /** Grows with every transition: what began in an earlier state has no say in this one. */
  #epoch = 0;
  #openUntil = 0;
  #failedProbes = 0;
  #probing: Probing;
  #probingSince = 0;
  #window: CallWindow;
  readonly #isolations = new Isolations((isolated, reason) => this.#isolated(isolated, reason));

  constructor(
    private options: CircuitOptions,
    private readonly parts: CircuitParts,
  ) {
    this.#probing = new Probing(options.probes);
    this.#window = this.#newWindow();
  }

  get state(): CircuitState {
    return this.#state;
  }

  /** What has been counted in the window. */
  get counts() {
    return this.#window.counts;
  }

  /**
   * For how long a call that came now would certainly be turned away, ms: 0 when it would not, `Infinity`
   * when nobody knows. Asking takes no probe.
   */
  get shutForMs(): number {
    // Stryker disable next-line ConditionalExpression: it only saves a look at the clock, as the break is over in any other state.
    if (this.#state !== 'open') return 0;
    if (this.#isolations.isAny) return Infinity;
    return this.options.mode === 'on' ? Math.max(0, this.#openUntil - this.parts.clock.now()) : 0;
  }

  /** @returns a number to tell `ended` with, or `CLOSED_TO_CALLS` */
  enter(): number {
    if (this.#state === 'closed') return this.#epoch;
    if (this.#isolations.isAny) return CLOSED_TO_CALLS;
    if (this.options.mode === 'off') return NOT_COUNTED;
    const isLetThrough = this.#isProbe();
    if (isLetThrough) return this.#epoch;
    return this.options.mode === 'dry_run' ? NOT_COUNTED : CLOSED_TO_CALLS;
  }

  /** Tells how a call that was let through has ended; exactly once for each. */
  ended(epoch: number, outcome: AttemptOutcome, durationMs: number): void {
    if (epoch !== this.#epoch || this.options.mode === 'off') return;
    const isSlow = outcome !== 'neutral' && durationMs >= this.options.slowCallMs;
    if (this.#state === 'half_open') this.#probeEnded(isSlow ? 'failure' : outcome);
    else this.#callEnded(outcome, isSlow);
  }

  /** Lets nothing through until it is released; afterwards the dependency is tried out. */
  isolate(reason: string): Isolation {
    return this.#isolations.add(reason);
  }

  /** Other options from now on. The state stays; the count begins anew where the window is another one. */
  change(options: CircuitOptions): void {
    const before = this.options;
    this.options = options;
    const { windowMs, failureRatio, minCalls, slowCallRatio } = options;
    const isSameWindow =
      windowMs === before.windowMs &&
      failureRatio === before.failureRatio &&
      minCalls === before.minCalls &&
      slowCallRatio === before.slowCallRatio;
    if (!isSameWindow) this.#window = this.#newWindow();
    const isSameRound = options.probes === before.probes && options.mode === before.mode;
    if (this.#state === 'half_open' && !isSameRound) this.#beginNextRound();
  }

  #newWindow(): CallWindow {
    return new CallWindow(this.options, this.parts.clock, () => this.#open('failures'));
  }

  #isProbe(): boolean {
    const now = this.parts.clock.now();
    if (this.#state === 'open') {
      if (now < this.#openUntil) return false;
      this.#become('half_open', 'break_over');
      // Whoever was told of it may have isolated the dependency.
      if (this.#isolations.isAny) return false;
      this.#beginProbing();
    }
    if (this.#probing.begin()) return true;
    // Probes that never end must not keep it half open for ever: once they can only be slow, others take their place.
    if (now - this.#probingSince < Math.max(this.options.breakMs, this.options.slowCallMs)) return false;
    this.#beginNextRound();
    return this.#probing.begin();
  }

  /** Another round of probes: those under way have no say any more. */
  #beginNextRound(): void {
    this.#epoch += 1;
    this.#beginProbing();
  }

  #beginProbing(): void {
    this.#probing = new Probing(this.options.probes);
    this.#probingSince = this.parts.clock.now();
  }

  #callEnded(outcome: AttemptOutcome, isSlow: boolean): void {
    if (outcome === 'success') this.#window.succeeded();
    else if (outcome === 'failure') this.#window.failed();
    if (isSlow && this.#window.wasSlow() && this.#state === 'closed') this.#open('slow_calls');
  }

  #probeEnded(outcome: AttemptOutcome): void {
    if (outcome === 'failure') {
      this.#failedProbes += 1;
      this.#open('probe_failed');
    } else if (this.#probing.end(outcome)) {
      this.#failedProbes = 0;
      this.#window.clear();
      this.#become('closed', 'probes_succeeded');
    }
  }

  #open(reason: string): void {
    const { clock, random } = this.parts;
    this.#openUntil = clock.now() + breakTimeMs(this.options, this.#failedProbes, random);
    this.#become('open', reason);
  }

  #isolated(isIsolated: boolean, reason: string): void {
    this.#openUntil = 0;
    this.#beginProbing();
    const released = this.options.mode === 'off' ? 'closed' : 'half_open';
    this.#become(isIsolated ? 'open' : released, reason);
  }

  #become(state: CircuitState, reason: string): void {
    const before = this.#state;
    this.#state = state;
    this.#epoch += 1;
    if (before !== state) this.parts.onTransition(before, state, reason);
  }
}
