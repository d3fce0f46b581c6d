import type { ErrorKind } from './kind.js';

/** Facts about one failure that help its reader; snake_case keys, JSON values, no secrets. */
export type ErrorContext = Readonly<Record<string, unknown>>;

export interface AppErrorOptions {
  /** Shown to the client (business errors only: a technical error shows its catalogue title). */
  readonly context?: ErrorContext;
  /** The failure underneath; logged with its stack, never sent. */
  readonly cause?: unknown;
  /** Seconds after which the same request may succeed; becomes `Retry-After`. */
  readonly retryAfterSeconds?: number;
}

/**
 * The root of everything this system throws on purpose. A subclass fixes a stable `code` of the
 * catalogue; status, level and advice follow from the code's kind, so domain code knows no HTTP.
 */
export abstract class AppError extends Error {
  /** A code of the catalogue, UPPER_SNAKE_CASE, never renamed once published. */
  abstract readonly code: string;
  abstract readonly kind: ErrorKind;
  readonly context: ErrorContext;
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.context = options.context ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
