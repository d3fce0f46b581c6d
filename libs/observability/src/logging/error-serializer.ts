import { AppError, KINDS } from '@baluarte/errors';

/** Causes beyond this depth are left out. */
const CAUSE_LIMIT = 5;

/** How an error stands in a log line. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  /** Of errors that are ours to fix; business errors have none. */
  readonly stack?: string;
  readonly cause?: LoggedError;
}

/** An error as plain data: its stack and its causes only where the error's kind says that somebody needs them. */
export function serializeError(error: unknown): LoggedError {
  return describe(error, !(error instanceof AppError) || KINDS[error.kind].logStack, CAUSE_LIMIT);
}

function describe(error: unknown, withStack: boolean, depth: number): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: textOf(error) };
  const code: unknown = (error as NodeJS.ErrnoException).code;
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' && { code }),
    ...(withStack && error.stack !== undefined && { stack: error.stack }),
    ...(withStack &&
      error.cause !== undefined &&
      depth > 0 && { cause: describe(error.cause, withStack, depth - 1) }),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : `a value of type ${typeof value} was thrown`;
}
