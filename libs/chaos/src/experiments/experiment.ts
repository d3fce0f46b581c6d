import type { Expectation } from './expectation.js';
import type { Evidence } from './evidence.js';
import type { Answer } from './sample.js';

/** Requests that arrive at their own pace, whether or not earlier ones were answered. */
export interface Traffic {
  /** Its name in statements: `orders`. */
  readonly name: string;
  readonly perSecond: number;
  /** Sends one. It must end when the signal does, and must not throw. */
  send(signal: AbortSignal): Promise<Answer>;
}

/** A value from inside the system that is worth a line in the picture. */
export interface Gauge {
  readonly name: string;
  /** Nothing, if it cannot be had now. */
  read(signal: AbortSignal): Promise<number | undefined>;
}

/** How long the parts of an experiment last, ms. */
export interface Timing {
  readonly steadyMs: number;
  readonly faultMs: number;
  readonly recoveryMs: number;
}

/**
 * A claim about a system under a fault, with all that is needed to find out: what its users do, what must be
 * true without any fault, what is done to it, what must be true then, and how it is undone.
 *
 * @typeParam World what experiments know of the system
 */
export interface Experiment<World> {
  /** Short, as a file would be called: `slow-card-processor`. */
  readonly name: string;
  /** The pattern that is on trial: `circuit breaker`. */
  readonly pattern: string;
  /** One sentence: if this is done, that stays true. */
  readonly hypothesis: string;
  readonly timing: Timing;
  traffic(world: World): readonly Traffic[];
  gauges?(world: World): readonly Gauge[];
  /** Judged before the fault: a system that is not well proves nothing. */
  readonly steadyState: readonly Expectation<World>[];
  /** Judged at the end. */
  readonly expectations: readonly Expectation<World>[];
  /** Puts the fault in; what takes longer than that (a fault that comes and goes) ends with the signal. */
  inject(world: World, signal: AbortSignal): Promise<void>;
  /** Takes every fault out; runs whatever happened, and must not mind if there is none. */
  rollback(world: World): Promise<void>;
  /** Looked at once a second during the fault: a reason to end it at once. */
  abortWhen?(evidence: Evidence): string | undefined;
}
