import { DatabaseUnavailableError, QueryTimeoutError, ResourceExhaustedError } from '@baluarte/errors';
import {
  type AttemptOutcome,
  CircuitGuard,
  CircuitOpenError,
  type CircuitGuardOptions,
  type ResilienceRegistry,
} from '@baluarte/resilience';
import { CommitOutcomeUnknownError } from './commit-outcome-unknown-error.js';
import type { DatabaseGuard } from './database-options.js';

/** A database that is back should be found soon: nothing else can be done without it. */
const DEFAULTS = { breakMs: 1_000, maxBreakMs: 5_000 } satisfies CircuitGuardOptions;

/**
 * A circuit breaker before a database: while it cannot be reached or does not answer in time, callers are
 * told so at once. What the database refuses counts as an answer.
 */
export class DatabaseCircuit implements DatabaseGuard {
  readonly #guard: CircuitGuard;

  /**
   * @param registry where it is found by its name, and whose events it tells
   * @param name as metrics call it
   */
  constructor(registry: ResilienceRegistry, name = 'postgres', options: CircuitGuardOptions = {}) {
    this.#guard = new CircuitGuard(name, outcomeOf, { ...DEFAULTS, ...options }, { events: registry.events });
    registry.add(this.#guard);
  }

  /** @throws DatabaseUnavailableError while the circuit is open, or what the work throws */
  async run<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.#guard.run(work);
    } catch (error) {
      throw error instanceof CircuitOpenError ? unavailable(error) : error;
    }
  }
}

const FAILURES = [DatabaseUnavailableError, QueryTimeoutError, CommitOutcomeUnknownError];

/** A pool with no free connection says nothing about the database. */
function outcomeOf(error: unknown): AttemptOutcome {
  if (error instanceof ResourceExhaustedError) return 'neutral';
  return FAILURES.some((each) => error instanceof each) ? 'failure' : 'success';
}

function unavailable(error: CircuitOpenError): DatabaseUnavailableError {
  const { retryAfterMs = 1_000 } = error;
  return new DatabaseUnavailableError('The database failed too often just now; its circuit is open.', {
    cause: error,
    retryAfterSeconds: Math.ceil(retryAfterMs / 1_000),
  });
}
