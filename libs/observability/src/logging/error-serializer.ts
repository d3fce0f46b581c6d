import { AppError, KINDS } from '@baluarte/errors';

/** Causes deeper than this, and parts of an `AggregateError` beyond this number, are left out. */
const CAUSE_LIMIT = 5;

/** How an error stands in a log line. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  /** Facts that the error carries for whoever reads the log. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** Of errors that are ours to fix; business errors have none. */
  readonly stack?: string;
  readonly cause?: LoggedError;
  readonly errors?: readonly LoggedError[];
}

/** An error as plain data: its stack and its causes only where the error's kind says that somebody needs them. */
export function serializeError(error: unknown): LoggedError {
  return describe(error, !(error instanceof AppError) || KINDS[error.kind].logStack, CAUSE_LIMIT);
}

function describe(error: unknown, isOurs: boolean, depth: number): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: textOf(error) };
  const code: unknown = (error as NodeJS.ErrnoException).code;
  const context = error instanceof AppError ? error.context : {};
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' && { code }),
    ...(Object.keys(context).length > 0 && { context }),
    ...(isOurs && error.stack !== undefined && { stack: error.stack }),
    ...(isOurs && depth > 0 && origins(error, depth - 1)),
  };
}

function origins(error: Error, depth: number): Pick<LoggedError, 'cause' | 'errors'> {
  return {
    ...(error.cause !== undefined && { cause: describe(error.cause, true, depth) }),
    ...(error instanceof AggregateError && {
      errors: error.errors.slice(0, CAUSE_LIMIT).map((part: unknown) => describe(part, true, depth)),
    }),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : `a value of type ${typeof value} was thrown`;
}
