import { AppError, type AppErrorOptions } from '../app-error.js';
import type { Dependency } from '../catalogue/dependency-codes.js';

/** Something does not work as it should: message and context go to the log, the client sees the catalogue's message. */
export abstract class TechnicalError extends AppError {}

/** A bug. */
export class InternalError extends TechnicalError {
  readonly code = 'INTERNAL_ERROR';
  readonly kind = 'internal';
}

/** Whether the other side may have done what it was asked to do. */
export type Executed = 'no' | 'unknown';

export interface ExternalServiceErrorOptions extends AppErrorOptions {
  readonly executed: Executed;
}

/** Another program failed us. */
export abstract class ExternalServiceError extends TechnicalError {
  readonly kind = 'external';
  readonly code: string;
  readonly dependency: string;
  readonly executed: Executed;

  constructor(dependency: Dependency, code: string, message: string, options: ExternalServiceErrorOptions) {
    super(message, options);
    this.dependency = dependency.name;
    this.code = code;
    this.executed = options.executed;
  }
}

/** The other program could not be reached, refused, or said that it cannot answer now. */
export class ExternalServiceUnavailableError extends ExternalServiceError {
  constructor(dependency: Dependency, message: string, options: ExternalServiceErrorOptions) {
    super(dependency, dependency.codes.unavailable, message, options);
  }
}

/** The other program did not answer in time. */
export class ExternalServiceTimeoutError extends ExternalServiceError {
  constructor(dependency: Dependency, message: string, options: ExternalServiceErrorOptions) {
    super(dependency, dependency.codes.timeout, message, options);
  }
}

/** The other program gave an answer that was not agreed upon. */
export class ExternalServiceBadAnswerError extends ExternalServiceError {
  constructor(dependency: Dependency, message: string, options: ExternalServiceErrorOptions) {
    super(dependency, dependency.codes.badAnswer, message, options);
  }
}

/** The service's own database cannot be reached. */
export class DatabaseUnavailableError extends TechnicalError {
  readonly code = 'DATABASE_UNAVAILABLE';
  readonly kind = 'database';
}

/** A statement was cancelled because it ran too long. */
export class QueryTimeoutError extends TechnicalError {
  readonly code = 'QUERY_TIMEOUT';
  readonly kind = 'database';
}

/** Something there is only so much of is used up: connections, slots, memory. */
export class ResourceExhaustedError extends TechnicalError {
  readonly kind = 'overload';

  constructor(
    readonly code: 'DATABASE_POOL_EXHAUSTED' | 'SERVICE_OVERLOADED',
    message: string,
    options: AppErrorOptions = {},
  ) {
    super(message, options);
  }
}

/** This instance takes no new work. */
export class ShuttingDownError extends TechnicalError {
  readonly code = 'SHUTTING_DOWN';
  readonly kind = 'overload';
}

/** The time that the caller allowed has passed. */
export class DeadlineExceededError extends TechnicalError {
  readonly code = 'DEADLINE_EXCEEDED';
  readonly kind = 'external';
}
