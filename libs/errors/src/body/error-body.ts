import { AppError } from '../app-error.js';
import type { CatalogueEntry } from '../catalogue/catalogue-entry.js';
import type { ErrorCatalogue } from '../catalogue/error-catalogue.js';
import { INTERNAL_ERROR } from '../catalogue/internal-error.js';
import { KINDS } from '../kind.js';
import { publicCause } from './public-cause.js';
import { safeContext } from './safe-context.js';

const MAX_MESSAGE = 2_000;

/** The one body of every answer that is not a 2xx. */
export interface ErrorBody {
  readonly trace_id: string;
  readonly error_code: string;
  readonly message: string;
  readonly status_code: number;
  readonly timestamp: string;
  readonly service_name: string;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly documentation_url?: string;
}

/** Where and when an error met the outside. */
export interface ErrorBodyOptions {
  /** 32 lower-case hex digits. */
  readonly traceId: string;
  readonly serviceName: string;
  readonly timestamp: Date;
  readonly catalogue: ErrorCatalogue;
  /** Base of `documentation_url`, such as `http://localhost:3001`; without it there is none. */
  readonly documentationBaseUrl?: string | undefined;
}

/** What of an error itself may be told to everybody. */
interface Told {
  readonly message: string;
  readonly context: Readonly<Record<string, unknown>>;
}

/**
 * The body for whatever was thrown. Business errors show their message and context; of a technical
 * error, and of anything that is not an `AppError`, only the catalogue's words leave the process.
 * Never throws, whatever `error` is.
 */
export function toErrorBody(error: unknown, options: ErrorBodyOptions): ErrorBody {
  const entry = entryOf(error, options.catalogue);
  const { message, context } = toldBy(error, entry);
  return {
    trace_id: options.traceId,
    error_code: entry.code,
    message,
    status_code: entry.status,
    timestamp: options.timestamp.toISOString(),
    service_name: options.serviceName,
    ...(Object.keys(context).length > 0 && { context }),
    ...(options.documentationBaseUrl !== undefined && {
      documentation_url: `${options.documentationBaseUrl}/errors/${entry.code}`,
    }),
  };
}

/** The row of the catalogue that an error belongs to; `INTERNAL_ERROR` for everything unknown. Never throws. */
export function entryOf(error: unknown, catalogue: ErrorCatalogue): CatalogueEntry {
  const known = readOr(undefined, () => (error instanceof AppError ? catalogue.get(error.code) : undefined));
  return known ?? catalogue.get(INTERNAL_ERROR.code) ?? INTERNAL_ERROR;
}

function toldBy(error: unknown, entry: CatalogueEntry): Told {
  const nothing: Told = { message: entry.message, context: {} };
  return readOr(nothing, () => {
    if (!(error instanceof AppError)) return nothing;
    const { message, context } = error;
    if (KINDS[entry.kind].messageIsPublic && KINDS[error.kind]?.messageIsPublic)
      return {
        message:
          typeof message === 'string' && message !== '' ? message.slice(0, MAX_MESSAGE) : entry.message,
        context: safeContext(context),
      };
    return {
      message: entry.message,
      context: entry.contextIsPublic === true ? safeContext(context) : publicCause(context),
    };
  });
}

/** An error can be anything, even an object whose every property throws. */
function readOr<Value>(fallback: Value, read: () => Value): Value {
  try {
    return read();
  } catch {
    return fallback;
  }
}
