export { KINDS } from './kind.js';
export type { AlertPolicy, ErrorKind, KindRow, LogLevel, RetryAdvice } from './kind.js';
export { AppError } from './app-error.js';
export type { AppErrorOptions, ErrorContext } from './app-error.js';
