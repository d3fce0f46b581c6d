import {
  DatabaseUnavailableError,
  QueryTimeoutError,
  ResourceExhaustedError,
  type AppError,
} from '@baluarte/errors';

interface DriverError extends Error {
  /** SQLSTATE, or the code of a socket error. */
  readonly code?: string;
  readonly constraint?: string;
  /** Only what the server itself said has one. */
  readonly severity?: string;
}

const SOCKET_FAILURES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** Class 08 is lost connections; 57P0x is a server that shuts down, crashed or starts; 53xxx is one without resources. */
const SERVER_AWAY = /^(08...|57P0[1-5]|53...)$/;
const DRIVER_LOST_CONNECTION =
  /Connection terminated|Client has encountered a connection error|timeout expired|server closed the connection|not queryable|ended by the other party/i;

/** The pool's own words when nobody gave a connection back in time. */
const POOL_EXHAUSTED = 'timeout exceeded when trying to connect';

/**
 * Translates what the driver throws into the errors of the contract; what is neither a lost connection
 * nor a timeout is a mistake in our SQL or data and stays as it is.
 */
export function translateDriverError(error: unknown): unknown {
  if (!isDriverError(error)) return error;
  return unavailable(error) ?? timedOut(error) ?? error;
}

function unavailable(error: DriverError): AppError | undefined {
  const { code, message } = error;
  if (message === POOL_EXHAUSTED)
    return new ResourceExhaustedError('DATABASE_POOL_EXHAUSTED', 'No database connection was free in time.', {
      cause: error,
    });
  const away =
    (code !== undefined && (SOCKET_FAILURES.has(code) || SERVER_AWAY.test(code))) ||
    DRIVER_LOST_CONNECTION.test(message);
  return away
    ? new DatabaseUnavailableError(`The database cannot be reached: ${message}.`, { cause: error })
    : undefined;
}

function timedOut(error: DriverError): AppError | undefined {
  const cancelled =
    error.code === '57014' || error.code === '55P03' || error.message === 'Query read timeout';
  return cancelled
    ? new QueryTimeoutError(`A statement was cancelled: ${error.message}.`, { cause: error })
    : undefined;
}

/**
 * Whether the connection is of no use after this: it broke, the server ended it, or it still waits for an
 * answer. After an ordinary refusal by the server it is as good as before.
 */
export function endsConnection(error: unknown): boolean {
  if (!isDriverError(error) || error.severity === undefined) return true;
  return /^(FATAL|PANIC)$/.test(error.severity) || /^(08|57P|25P0[34])/.test(error.code ?? '');
}

/** A statement ended because somebody asked the server to cancel it, not because its time was up. */
export function isCancelledOnRequest(error: unknown): boolean {
  return isDriverError(error) && error.code === '57014' && /user request/.test(error.message);
}

/** The pool gave up waiting, for a free slot or for a new connection: it does not say which. */
export function isPoolTimeout(error: unknown): boolean {
  return isDriverError(error) && error.message === POOL_EXHAUSTED;
}

/** Two transactions met; the one that lost may be tried again from its beginning. */
export function isSerializationFailure(error: unknown): boolean {
  return isDriverError(error) && (error.code === '40001' || error.code === '40P01');
}

/** Whether a row was refused because a unique constraint, this one if named, holds another like it. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return (
    isDriverError(error) &&
    error.code === '23505' &&
    (constraint === undefined || error.constraint === constraint)
  );
}

/** Whether a row was refused because a row that it refers to is missing. */
export function isForeignKeyViolation(error: unknown, constraint?: string): boolean {
  return (
    isDriverError(error) &&
    error.code === '23503' &&
    (constraint === undefined || error.constraint === constraint)
  );
}

function isDriverError(error: unknown): error is DriverError {
  return (
    typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string'
  );
}
