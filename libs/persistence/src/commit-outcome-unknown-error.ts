import { DatabaseUnavailableError } from '@baluarte/errors';

/**
 * The connection broke while the server was committing: the transaction may or may not have happened.
 * Whoever repeats it must be able to tell, by an idempotency key or a unique constraint.
 */
export class CommitOutcomeUnknownError extends DatabaseUnavailableError {
  constructor(cause: unknown) {
    super('The database connection broke during a commit: it may or may not have happened.', { cause });
  }
}
