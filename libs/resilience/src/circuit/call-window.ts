import { EventEmitter } from 'node:events';
import CircuitBreaker from 'opossum';
import type { Clock } from '../clock.js';
import type { CircuitOptions } from './circuit-options.js';

const BUCKETS = 10;
/** opossum opens above its threshold; ours is reached. */
const HAIR = 1e-9;

type Ending = 'success' | 'failure';

const FAILED = new Error('A call failed.');
const SUCCEEDED = Promise.resolve();

/**
 * The recent calls of one dependency, counted by opossum, which also decides when there were too many
 * failures. It is told how calls ended, never given the calls themselves: so what it counts as fired are
 * the calls that ended, and neither its timeout, its semaphore nor its events can touch a call.
 */
export class CallWindow {
  readonly #bucketMs: number;
  readonly #rotation = new EventEmitter();
  readonly #engine: CircuitBreaker<[Ending], void>;
  #rotatedAt: number;

  constructor(
    private readonly options: CircuitOptions,
    private readonly clock: Clock,
    onTooManyFailures: () => void,
  ) {
    this.#bucketMs = options.windowMs / BUCKETS;
    this.#rotatedAt = clock.now();
    this.#engine = new CircuitBreaker<[Ending], void>(settle, {
      timeout: false,
      errorThresholdPercentage: options.failureRatio * 100 - HAIR,
      volumeThreshold: options.minCalls,
      rollingCountTimeout: options.windowMs,
      rollingCountBuckets: BUCKETS,
      // Stryker disable next-line BooleanLiteral: percentiles that nobody reads only cost time.
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
      rotateBucketController: this.#rotation,
    });
    // opossum would half-open by a timer of its own; the break is the circuit's.
    this.#engine.removeAllListeners('open');
    this.#engine.on('open', onTooManyFailures);
  }

  succeeded(): void {
    this.#rotate();
    void this.#engine.fire('success');
  }

  failed(): void {
    this.#rotate();
    // It rejects with what it was told, and with nothing else.
    this.#engine.fire('failure').catch(() => undefined);
  }

  /** Besides what else it was. @returns whether too many were slow */
  wasSlow(): boolean {
    this.#engine.emit('timeout');
    const { fires, timeouts } = this.#engine.stats;
    return fires >= this.options.minCalls && timeouts / fires >= this.options.slowCallRatio;
  }

  get counts(): { readonly calls: number; readonly failures: number; readonly slow: number } {
    this.#rotate();
    const { fires, failures, timeouts } = this.#engine.stats;
    return { calls: fires, failures, slow: timeouts };
  }

  /** Begins anew, with nothing counted. */
  clear(): void {
    this.#engine.close();
    // Stryker disable next-line EqualityOperator: to empty one more bucket than there are changes nothing.
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) this.#rotation.emit('rotate');
    this.#rotatedAt = this.clock.now();
  }

  /** The window moves on when somebody looks at it, so that a circuit needs no timer. */
  #rotate(): void {
    const elapsed = Math.floor((this.clock.now() - this.#rotatedAt) / this.#bucketMs);
    // A hair below 0 where a sum was rounded up: the window must not move back for it.
    // Stryker disable next-line EqualityOperator: moving on by 0 buckets changes nothing.
    if (elapsed <= 0) return;
    this.#rotatedAt += elapsed * this.#bucketMs;
    for (let bucket = Math.min(elapsed, BUCKETS); bucket > 0; bucket -= 1) this.#rotation.emit('rotate');
  }
}

/** A failure is thrown, not rejected: opossum then counts it before `fire` returns. */
function settle(ending: Ending): Promise<void> {
  if (ending === 'failure') throw FAILED;
  return SUCCEEDED;
}
